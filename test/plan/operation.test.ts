import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import type { OpType } from "@pulumi/pulumi/automation";
import { nameOf, operationsOf } from "../../plan/operation";

const urn = "urn:pulumi:dev::strongroom::strongroom:audit:AuditDevices$vault:index/audit:Audit::a";

function event(op: string, details: { readonly diffs?: string[]; readonly outputs?: boolean } = {}): EngineEvent {
  const metadata = {
    op: op as OpType,
    urn,
    type: "vault:index/audit:Audit",
    provider: "",
    new: { type: "", urn, custom: true, id: "", parent: "", inputs: {}, outputs: {}, provider: "" },
    ...(details.diffs === undefined ? {} : { diffs: details.diffs }),
  };
  return {
    sequence: 0,
    timestamp: 0,
    ...(details.outputs === true ? { resOutputsEvent: { metadata } } : { resourcePreEvent: { metadata } }),
  };
}

function kindOf(...events: EngineEvent[]): string[] {
  return operationsOf(events).map(({ kind }) => kind);
}

describe("the operations of a run", () => {
  it.each([
    ["a creation", [event("create"), event("create", { outputs: true })], ["create"]],
    [
      "a replacement, create first",
      [event("create-replacement"), event("replace"), event("delete-replaced")],
      ["replace"],
    ],
    [
      "a replacement, delete first",
      [event("delete-replaced"), event("replace"), event("create-replacement")],
      ["replace"],
    ],
    ["a refresh that found a change", [event("refresh"), event("update", { outputs: true })], ["update"]],
    ["a refresh that found it gone", [event("refresh"), event("delete", { outputs: true })], ["delete"]],
    ["a resource that was only read and is no longer", [event("discard")], ["delete"]],
    ["a refresh that found it as it was", [event("refresh"), event("same", { outputs: true })], ["same"]],
  ])("are one for each resource: %s", (_, events, expected) => {
    expect(kindOf(...events)).toEqual(expected);
  });

  it("name the properties that differ, and no values", () => {
    expect(operationsOf([event("update", { diffs: ["tokenTtl", "backend"] })])).toEqual([
      {
        kind: "update",
        urn,
        type: "vault:index/audit:Audit",
        name: "a",
        changed: ["backend", "tokenTtl"],
        custom: true,
      },
    ]);
  });

  it("name the properties of a component that differ, which no provider compares", () => {
    const update = event("update");
    const metadata = update.resourcePreEvent?.metadata;
    if (metadata?.new === undefined) throw new Error("the event has no new state");
    const state = metadata.new;
    const componentUpdate: EngineEvent = {
      ...update,
      resourcePreEvent: {
        metadata: {
          ...metadata,
          old: { ...state, custom: false, inputs: { ui: false, listeners: [{ address: "secret" }] } },
          new: { ...state, custom: false, inputs: { ui: false, listeners: [{ address: "other" }] } },
        },
      },
    };
    expect(operationsOf([componentUpdate]).map(({ changed }) => changed)).toEqual([["listeners[0].address"]]);
  });

  it("are refused when the engine plans a step that nobody here knows", () => {
    expect(() => operationsOf([event("teleport")])).toThrow(/teleport/);
  });
});

describe("a resource's name", () => {
  it.each([
    ["urn:pulumi:dev::p::t::a", "a"],
    ["urn:pulumi:dev::p::t::a::b", "a::b"],
  ])("of %s is %s", (urn, name) => {
    expect(nameOf(urn)).toBe(name);
  });
});
