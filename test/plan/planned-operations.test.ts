import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { removalsIn, type Change } from "../../model/change";
import { input } from "../../model/resource";
import { operationsOf } from "../../plan/operation";
import { plannedChange } from "../../plan/planned-operations";
import type { StateFile, StateResource } from "../../plan/state-file";
import { unseenOperations } from "../../plan/unseen";
import { engineError, step, urnOf, type ResourceInEvent } from "./engine-events";

const mount: ResourceInEvent = { type: "vault:index/mount:Mount", name: "team", inputs: { path: "team", type: "kv" } };
const key: ResourceInEvent = { type: "vault:transit/secretBackendKey:SecretBackendKey", name: "orders" };
const device: ResourceInEvent = { type: "vault:index/audit:Audit", name: "a" };
const leftThere: ResourceInEvent = {
  type: "vault:generic/endpoint:Endpoint",
  name: "file",
  inputs: { path: "sys/audit/file", disableDelete: true },
};

function state(...resources: readonly Partial<StateResource>[]): StateFile {
  const known = resources.map((resource) => ({ urn: "", type: "", custom: true, ...resource }));
  return { version: 3, deployment: { resources: known } };
}

function changeOf(events: readonly EngineEvent[], stated: StateFile = state()): Change {
  const seen = operationsOf(events);
  const unseen = unseenOperations(events, new Set(seen.map(({ urn }) => urn)), stated);
  return plannedChange(events, [...seen, ...unseen], stated);
}

describe("a planned operation", () => {
  it("has the resource as the state has it and as the program declares it", () => {
    const now = { ...mount, inputs: { path: "teams", type: "kv" } };
    const [operation] = changeOf([step("update", { old: { ...mount, protect: true }, now })]).operations;
    expect(operation).toMatchObject({ kind: "update", before: { id: "team", isProtected: true, isRetained: false } });
    expect(operation?.before && input(operation.before.resource, "path")).toMatchObject({ value: "team" });
    expect(operation?.after && input(operation.after, "path")).toMatchObject({ value: "teams" });
  });

  it.each<[string, unknown]>([
    ["a secret", { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" }],
    ["a text in which the engine has hidden one", "https://[secret]@example.com"],
  ])("does not take %s for what it looks like", (_, value) => {
    const [operation] = changeOf([step("create", { now: { ...mount, inputs: { path: value } } })]).operations;
    expect(operation?.after && input(operation.after, "path")).toMatchObject({ kind: "unknown" });
  });

  it("has the provider of each time", () => {
    const provider = (name: string, address: string) => ({ type: "pulumi:providers:vault", name, inputs: { address } });
    const [, , operation] = changeOf([
      step("delete", { old: provider("old", "https://old") }),
      step("create", { now: provider("new", "https://new") }),
      step("same", { old: { ...mount, provider: "old" }, now: { ...mount, provider: "new" } }),
    ]).operations;
    expect(operation?.before?.resource.provider).toMatchObject({ name: "old" });
    expect(operation?.after?.provider).toMatchObject({ name: "new" });
  });

  it.each<[string, readonly ("create-replacement" | "delete-replaced")[], boolean]>([
    ["created first", ["create-replacement", "delete-replaced"], false],
    ["deleted first", ["delete-replaced", "create-replacement"], true],
  ])("says which of two is there: %s", (_, ops, isDeletedFirst) => {
    const events = ops.map((op) => step(op, op === "delete-replaced" ? { old: device } : { old: device, now: device }));
    expect(changeOf(events).operations).toMatchObject([{ kind: "replace", isDeletedFirst }]);
  });
});

describe("what is taken from a server", () => {
  const removed = (change: Change) => removalsIn(change).map(({ before, partOf }) => [before.resource.name, partOf]);

  it.each<[string, Change, unknown]>([
    ["what is deleted", changeOf([step("delete", { old: mount })]), [["team", undefined]]],
    ["nothing that is retained", changeOf([step("delete", { old: { ...mount, retainOnDelete: true } })]), []],
    ["no write that is never taken back", changeOf([step("delete", { old: leftThere })]), []],
    ["nothing that was only read", changeOf([step("discard", { old: mount })]), []],
    ["no component", changeOf([step("delete", { old: { ...mount, id: "" } })]), []],
    [
      "what goes with another, as a part of that",
      changeOf([step("delete", { old: mount }), step("delete", { old: key })], goesWith(key, mount)),
      [
        ["team", undefined],
        ["orders", urnOf(mount)],
      ],
    ],
    [
      "not what would go with what is retained",
      changeOf(
        [step("delete", { old: { ...mount, retainOnDelete: true } }), step("delete", { old: key })],
        goesWith(key, mount),
      ),
      [],
    ],
    [
      "what would go with something that stays",
      changeOf([step("same", { old: mount, now: mount }), step("delete", { old: key })], goesWith(key, mount)),
      [["orders", undefined]],
    ],
  ])("is %s", (_, change, expected) => {
    expect(removed(change)).toEqual(expected);
  });
});

describe("where the engine refuses to remove what is protected", () => {
  const refused = engineError(
    `Preview failed: resource "${urnOf(mount)}" cannot be deleted\nbecause it is protected. To unprotect the resource, ...`,
  );
  const stands = (resource: ResourceInEvent): Partial<StateResource> => ({
    urn: urnOf(resource),
    type: resource.type,
    id: resource.name,
  });

  it("what it would have deleted afterwards is planned as well", () => {
    const events = [step("same", { old: device, now: device }), step("delete", { old: mount }), refused];
    const { operations } = changeOf(events, state(stands(device), stands(mount), stands(key)));
    expect(operations.map(({ kind, urn }) => [kind, urn])).toEqual([
      ["same", urnOf(device)],
      ["delete", urnOf(mount)],
      ["delete", urnOf(key)],
    ]);
  });

  it("what it would have replaced is planned, and nothing is said of the rest", () => {
    const message = `unable to replace resource "${urnOf(key)}" as part of replacing "${urnOf(mount)}" as it is currently marked for protection. To`;
    const { operations } = changeOf([engineError(message)], state(stands(device), stands(mount), stands(key)));
    expect(operations).toMatchObject([
      { kind: "replace", urn: urnOf(mount) },
      { kind: "replace", urn: urnOf(key) },
    ]);
  });
});

function goesWith(part: ResourceInEvent, whole: ResourceInEvent): StateFile {
  return state({ urn: urnOf(part), type: part.type, deletedWith: urnOf(whole) });
}
