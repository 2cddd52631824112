import { configurationsOf } from "../../../model/server/settings";
import { input } from "../../../model/resource";
import { placed, reading, typesAndNames } from "./placed";

const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const urn = (type: string, name: string) => `urn:pulumi:production::shop::${type}::${name}`;
const stack = urn("pulumi:pulumi:Stack", "shop-production");
const provider = urn("pulumi:providers:vault", "vault");

function exported(resources: readonly object[]): string {
  return JSON.stringify(
    { version: 3, deployment: { manifest: { time: "" }, secrets_providers: {}, resources } },
    undefined,
    4,
  );
}

const resources = [
  { urn: stack, type: "pulumi:pulumi:Stack", custom: false, outputs: { address: "https://vault" } },
  {
    urn: provider,
    type: "pulumi:providers:vault",
    custom: true,
    id: "c7c",
    inputs: { address: "https://vault", skipTlsVerify: "true" },
  },
  {
    urn: urn("vault:index/mount:Mount", "kv"),
    type: "vault:index/mount:Mount",
    custom: true,
    id: "kv",
    inputs: { path: "kv", options: { ...secretMark, ciphertext: "v1:abc" } },
    outputs: { path: "kv", accessor: "kv_1" },
    protect: true,
    provider: `${provider}::c7c`,
    propertyDependencies: { path: [provider] },
  },
  { urn: urn("vault:index/mount:Mount", "kv"), type: "vault:index/mount:Mount", delete: true, inputs: { path: "old" } },
];

test("is the resources of the stack, but for those that wait to be deleted", () => {
  const read = reading("state.json", exported(resources));
  expect(read.problems).toEqual([]);
  expect(typesAndNames(read.resources)).toEqual([
    "pulumi:pulumi:Stack shop-production",
    "pulumi:providers:vault vault",
    "vault:index/mount:Mount kv",
  ]);
});

test("each has its inputs with their places, its provider, its options and what decides it", () => {
  const [, , mount] = reading("state.json", exported(resources)).resources;
  expect(mount === undefined ? [] : placed(mount)).toEqual([
    'path 33:21: "kv"',
    "options 34:21: is encrypted in the state",
  ]);
  expect(mount).toMatchObject({
    urn: urn("vault:index/mount:Mount", "kv"),
    options: { protect: true },
    provider: { urn: provider },
    decidedBy: new Map([["path", [provider]]]),
  });
  expect(mount?.provider === undefined ? undefined : input(mount.provider, "skipTlsVerify")).toMatchObject({
    value: true,
  });
});

test("what a stack exports are its outputs", () => {
  const [exporting] = reading("state.json", exported(resources)).resources;
  expect(exporting === undefined ? [] : placed(exporting)).toEqual(['address 14:21: "https://vault"']);
});

test("a secret that was exported in clear is secret", () => {
  const token = { ...secretMark, plaintext: JSON.stringify("hvs.CAESIexampleexampleexample") };
  const settings = { ...secretMark, plaintext: JSON.stringify({ region: "eu" }) };
  const text = exported([
    {
      urn: urn("a:b:C", "c"),
      type: "a:b:C",
      inputs: { any: token, settings, broken: { ...secretMark, plaintext: "{" } },
    },
  ]);
  const [resource] = reading("state.json", text).resources;
  expect(resource === undefined ? [] : placed(resource)).toEqual([
    "any 13:21: secret",
    "settings.region 17:21: secret",
    "broken 21:21: cannot be read: it is not valid JSON",
  ]);
});

test("a server's settings in a state are its configuration", () => {
  const server = {
    urn: urn("strongroom:server:Server", "s"),
    type: "strongroom:server:Server",
    inputs: { listeners: [{ tlsDisable: true }] },
  };
  const [resource] = reading("state.json", exported([server])).resources;
  expect(resource === undefined ? [] : configurationsOf(resource)).toMatchObject([{ kind: "known" }]);
});
