import { printPlace } from "../../../model/place";
import { mountAt, volumeOf, volumesOf } from "../../../model/platform/volumes";
import { readValue } from "../../../model/read";
import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

const top = { path: [] };

function mountFor(file: string, mounts: unknown) {
  const mount = mountAt(readValue({ volumeMounts: mounts }, top), file);
  if (mount === undefined || "why" in mount)
    return mount === undefined ? "none" : `not known: ${printPlace(mount.place)}`;
  return mount.volume.kind === "known" ? mount.volume.value : mount.volume.kind;
}

const mounts = [
  { name: "vault", mountPath: "/vault" },
  { name: "audit", mountPath: "/vault/audit/" },
  { name: "all", mountPath: "/" },
];

test.each([
  ["/vault/audit/audit.log", "audit"],
  ["/vault/audit/../audit/audit.log", "audit"],
  ["/vault/auditing/audit.log", "vault"],
  ["/var/log/audit.log", "all"],
])("%s stands in the mount %s", (file, name) => expect(mountFor(file, mounts)).toBe(name));

test("a file in no mount is the container's own", () => {
  expect(mountFor("/var/log/audit.log", mounts.slice(0, 2))).toBe("none");
  expect(mountFor("/var/log/audit.log", undefined)).toBe("none");
});

test("a mount whose path is not known could be any", () => {
  expect(mountFor("/vault/a.log", [{ name: "a", mountPath: unknownMark }])).toBe(
    "not known: volumeMounts[0].mountPath",
  );
  expect(mountFor("/vault/a.log", unknownMark)).toBe("not known: volumeMounts");
});

function sourceOf(name: string, spec: object) {
  const manifest = readResource({ urn: "urn", type: "kubernetes:apps/v1:StatefulSet", name: "vault", props: { spec } });
  const mount = mountAt(readValue({ volumeMounts: [{ name, mountPath: "/a" }] }, top), "/a");
  if (mount === undefined || "why" in mount) throw new Error("not read");
  const volume = volumeOf(mount, volumesOf(manifest));
  if (volume === undefined) return "none";
  if ("why" in volume) return "not known";
  return volume.source.kind === "known" ? (volume.source.value ?? "no source") : volume.source.kind;
}

test.each([
  ["a claim's template", { volumeClaimTemplates: [{ metadata: { name: "audit" } }] }, "persistentVolumeClaim"],
  ["an emptyDir", { template: { spec: { volumes: [{ name: "audit", emptyDir: {} }] } } }, "emptyDir"],
  ["a volume without a source", { template: { spec: { volumes: [{ name: "audit" }] } } }, "no source"],
  ["no volume", { template: { spec: { volumes: [{ name: "data", emptyDir: {} }] } } }, "none"],
  ["a volume of any name", { template: { spec: { volumes: [{ name: unknownMark, emptyDir: {} }] } } }, "not known"],
  ["volumes that are not known", { template: { spec: { volumes: unknownMark } } }, "not known"],
])("%s is what it is", (_, spec, source) => expect(sourceOf("audit", spec)).toBe(source));
