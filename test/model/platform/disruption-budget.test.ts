import { mayBeAway } from "../../../model/platform/disruption-budget";
import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

test.each<[string, object, number, number | string]>([
  ["nothing, which keeps nobody", {}, 3, 3],
  ["a number that may be away", { maxUnavailable: 1 }, 3, 1],
  ["a number as a text", { maxUnavailable: "1" }, 3, 1],
  ["more than there are", { maxUnavailable: 5 }, 3, 3],
  ["a share, rounded up", { maxUnavailable: "34%" }, 3, 2],
  ["a number that must stay", { minAvailable: 2 }, 3, 1],
  ["more to stay than there are", { minAvailable: 4 }, 3, 0],
  ["a share that must stay, rounded up", { minAvailable: "50%" }, 5, 2],
  ["no number", { maxUnavailable: "some" }, 3, "unknown"],
  ["a number that is not known", { maxUnavailable: unknownMark }, 3, "unknown"],
])("a budget of %s", (_name, spec, pods, expected) => {
  const type = "kubernetes:policy/v1:PodDisruptionBudget";
  const away = mayBeAway(readResource({ urn: "urn", type, name: "budget", props: { spec } }), pods);
  expect(away.kind === "known" ? away.value : away.kind).toBe(expected);
});
