import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { field } from "../../model/value";
import { mountAbove } from "../../model/vault/mount";
import { operationsOf } from "../../plan/operation";
import { plannedChange } from "../../plan/planned-operations";
import type { StateFile } from "../../plan/state-file";
import { step, urnOf, type ResourceInEvent } from "./engine-events";

const method: ResourceInEvent = {
  type: "vault:index/authBackend:AuthBackend",
  name: "apps",
  inputs: { type: "approle", path: "apps" },
};
const write: ResourceInEvent = {
  type: "vault:generic/endpoint:Endpoint",
  name: "ci",
  inputs: { path: "auth/apps/role/ci", dataJson: "{}" },
};
const role: ResourceInEvent = { type: "vault:appRole/authBackendRole:AuthBackendRole", name: "ci" };

function changeOf(events: readonly EngineEvent[], state?: StateFile) {
  return plannedChange(events, operationsOf(events), state).operations;
}

test.each<[string, Parameters<typeof step>, readonly [string | undefined, string | undefined]]>([
  ["afterwards too, where it stays", ["same", { old: method, now: method }], ["apps", "apps"]],
  ["and not afterwards, where it goes", ["delete", { old: method }], ["apps", undefined]],
])("a write knows what the state mounts above it, %s", (_, mount, expected) => {
  const [operation] = changeOf([step("update", { old: write, now: write }), step(...mount)]);
  const names = [operation?.before?.resource, operation?.after].map(
    (each) => each && mountAbove("auth/apps/role/ci", each)?.resource.name,
  );
  expect(names).toEqual(expected);
});

describe("what the provider answered", () => {
  const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

  it.each<[string, unknown, object]>([
    ["is known from the state", "6c1f", { kind: "known", value: "6c1f" }],
    ["is not known where it is encrypted", { ...signature, ciphertext: "v1:x" }, { kind: "unknown" }],
    ["is not known where the engine has hidden it", "[secret]", { kind: "unknown" }],
  ])("%s", (_, roleId, expected) => {
    const [operation] = changeOf([step("update", { old: { ...role, outputs: { roleId } }, now: role })]);
    expect(operation?.before?.outputs && field(operation.before.outputs, "roleId")).toMatchObject(expected);
  });

  it("is known from the state file of what the preview did not get to", () => {
    const resource = { urn: urnOf(role), type: role.type, id: "ci", outputs: { roleId: "6c1f" } };
    const state: StateFile = { version: 3, deployment: { resources: [resource] } };
    const operation = {
      kind: "delete",
      urn: urnOf(role),
      type: role.type,
      name: "ci",
      changed: [],
      custom: true,
    } as const;
    const [planned] = plannedChange([], [operation], state).operations;
    expect(planned?.before?.outputs && field(planned.before.outputs, "roleId")).toMatchObject({ value: "6c1f" });
  });
});
