import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { openContainersIn, openPodPartsOf } from "../../../model/server/open-pods";
import { unknownMark } from "../../../model/unknown-mark";

function pod(spec: unknown, type = "kubernetes:core/v1:Pod") {
  return readResource({ urn: "urn", type, name: "example", props: { spec } });
}

const api = { name: "api", image: "example/api:1" };

test.each([
  ["pods", unknownMark, ["spec"]],
  ["a list of containers", { containers: unknownMark }, ["spec.containers"]],
  ["a container", { containers: [api, unknownMark] }, ["spec.containers[1]"]],
  ["what prepares a pod", { containers: [api], initContainers: unknownMark }, ["spec.initContainers"]],
  ["a field of a container", { containers: [{ ...api, image: unknownMark, args: unknownMark }] }, []],
  ["nothing", { containers: [api] }, []],
])("%s can be open", (_name, spec, expected) => {
  expect(openContainersIn(pod(spec)).map(({ place }) => printPlace(place))).toEqual(expected);
});

test.each([
  ["a container, and nothing in it again", { containers: [unknownMark] }, ["spec.containers[0]"]],
  ["a command", { containers: [{ ...api, command: unknownMark }] }, ["spec.containers[0].command"]],
  ["an argument", { containers: [{ ...api, args: ["--key", unknownMark] }] }, ["spec.containers[0].args[1]"]],
  ["the variables", { containers: [{ ...api, env: unknownMark }] }, ["spec.containers[0].env"]],
  ["a variable", { containers: [{ ...api, env: [unknownMark] }] }, ["spec.containers[0].env[0]"]],
  [
    "the name of a variable",
    { containers: [{ ...api, env: [{ name: unknownMark, value: "a" }] }] },
    ["spec.containers[0].env[0].name"],
  ],
  ["no value that has a name", { containers: [{ ...api, env: [{ name: "A", value: unknownMark }] }] }, []],
])("parts of a pod that are open: %s", (_name, spec, expected) => {
  expect(openPodPartsOf(pod(spec)).map(({ place }) => printPlace(place))).toEqual(expected);
});

test("what has no pods has nothing open", () => {
  expect(openPodPartsOf(pod(unknownMark, "kubernetes:core/v1:Service"))).toEqual([]);
});
