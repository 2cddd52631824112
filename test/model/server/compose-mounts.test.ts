import { composeMountsOf } from "../../../model/server/compose-mounts";
import { readValue } from "../../../model/read";
import type { Value } from "../../../model/value";

function shown(value: Value): unknown {
  return value.kind === "known" ? value.value : value.kind;
}

function mountsOf(service: object): string[] {
  const mounts = composeMountsOf(readValue(service, { path: [] }));
  if (mounts.kind !== "known") return [mounts.kind];
  return mounts.value.map(
    ({ source, path, isReadOnly }) => `${source} ${String(shown(path))} ${shown(isReadOnly) === true ? "ro" : "rw"}`,
  );
}

test.each([
  ["a named volume", ["data:/vault/data"], "volume /vault/data rw"],
  ["a named volume, read only", ["data:/vault/data:z,ro"], "volume /vault/data ro"],
  ["a folder of the machine", ["./data:/vault/data"], "bind /vault/data rw"],
  ["a folder of the machine, from its root", ["/srv/data:/vault/data:ro"], "bind /vault/data ro"],
  ["a folder of Windows", ["C:\\data:/vault/data"], "bind /vault/data rw"],
  ["a folder that a variable names", ["${DATA:-./data}:/vault/data"], "bind /vault/data rw"],
  ["a new volume each time", ["/vault/data"], "anonymous /vault/data rw"],
  ["a path that a variable names", ["data:${AT}"], "volume unknown rw"],
  ["the long form", [{ type: "volume", source: "data", target: "/vault/data" }], "volume /vault/data rw"],
  ["the long form, without a source", [{ type: "volume", target: "/vault/data" }], "anonymous /vault/data rw"],
  [
    "the long form of a folder",
    [{ type: "bind", source: ".", target: "/vault/data", read_only: true }],
    "bind /vault/data ro",
  ],
  ["memory", [{ type: "tmpfs", target: "/vault/data" }], "tmpfs /vault/data rw"],
])("%s", (_, volumes, mount) => expect(mountsOf({ volumes })).toEqual([mount]));

test.each([
  ["one", "/run:size=64m"],
  ["a list", ["/run"]],
])("memory that is not among the volumes: %s", (_, tmpfs) => expect(mountsOf({ tmpfs })).toEqual(["tmpfs /run rw"]));

test("a service without volumes has none", () => expect(mountsOf({})).toEqual([]));
