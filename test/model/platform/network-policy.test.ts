import { isFor, networkPoliciesIn, type NetworkPolicy } from "../../../model/platform/network-policy";
import { opennessOf } from "../../../model/platform/network-peers";
import { coversOnly, coversPort, namesPort } from "../../../model/platform/network-ports";
import { readResource } from "../../../model/resource";
import { serversIn } from "../../../model/platform/servers";
import { unknownMark } from "../../../model/unknown-mark";

function policyOf(spec: object, namespace: unknown = "vault"): NetworkPolicy {
  const props = { metadata: { name: "vault", namespace }, spec };
  const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
  const [policy] = networkPoliciesIn([readResource({ urn: "urn", type, name: "policy", props })]);
  if (policy === undefined) throw new Error("no policy was read");
  return policy;
}

function ruleOf(rule: object) {
  const [read] = policyOf({ ingress: [rule] }).rules("ingress");
  if (read === undefined) throw new Error("no rule was read");
  return read;
}

test.each<[string, object, boolean | string, boolean | string]>([
  ["policyTypes for both", { policyTypes: ["Ingress", "Egress"] }, true, true],
  ["policyTypes for one, with a rule for the other", { policyTypes: ["Egress"], ingress: [{}] }, false, true],
  ["no policyTypes and no rule", {}, true, false],
  ["no policyTypes and a rule for outgoing traffic", { egress: [{}] }, true, true],
  ["one type that is not known", { policyTypes: ["Ingress", unknownMark] }, true, "unknown"],
])("a policy with %s restricts what Kubernetes says", (_name, spec, ingress, egress) => {
  const policy = policyOf(spec);
  const said = (["ingress", "egress"] as const).map((direction) => policy.restricts(direction));
  expect(said.map((holds) => (typeof holds === "boolean" ? holds : holds.kind))).toEqual([ingress, egress]);
});

const servers = serversIn([
  readResource({
    urn: "urn",
    type: "kubernetes:apps/v1:StatefulSet",
    name: "vault",
    props: {
      metadata: { name: "vault", namespace: "vault" },
      spec: { template: { metadata: { labels: { app: "vault" } }, spec: { containers: [{ image: "vault:1" }] } } },
    },
  }),
]);

test.each<[string, object, unknown, boolean | string]>([
  ["an empty selector", { podSelector: {} }, "vault", true],
  ["no selector", {}, "vault", true],
  ["the pods' labels", { podSelector: { matchLabels: { app: "vault" } } }, "vault", true],
  ["other labels", { podSelector: { matchLabels: { app: "api" } } }, "vault", false],
  ["another namespace", { podSelector: {} }, "shop", false],
  ["no namespace, which is default", { podSelector: {} }, null, false],
  ["a label that is not known", { podSelector: { matchLabels: { app: unknownMark } } }, "vault", "unknown"],
  ["a namespace that is not known", { podSelector: {} }, unknownMark, "unknown"],
])("a policy with %s is for the servers or not", (_name, spec, namespace, expected) => {
  const [server] = servers;
  if (server === undefined) throw new Error("no server was read");
  const { holds } = isFor(policyOf(spec, namespace), server);
  expect(typeof holds === "boolean" ? holds : holds.kind).toBe(expected);
});

const named = "kubernetes.io/metadata.name";

test.each<[string, object, "open" | "closed" | "undecided"]>([
  ["no peers", {}, "open"],
  ["an empty list of peers", { from: [] }, "open"],
  ["every namespace", { from: [{ namespaceSelector: {} }] }, "open"],
  ["every pod of every namespace", { from: [{ namespaceSelector: {}, podSelector: {} }] }, "open"],
  [
    "some pods of every namespace",
    { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: "b" } } }] },
    "closed",
  ],
  ["every pod of the policy's namespace", { from: [{ podSelector: {} }] }, "closed"],
  [
    "a label that every namespace has",
    { from: [{ namespaceSelector: { matchExpressions: [{ key: named, operator: "Exists" }] } }] },
    "open",
  ],
  [
    "a label that only some have",
    { from: [{ namespaceSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } }] },
    "closed",
  ],
  ["all addresses", { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }, "open"],
  ["all addresses but some", { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] }, "open"],
  ["all addresses of version 6, spelled otherwise", { from: [{ ipBlock: { cidr: "0:0::/0" } }] }, "open"],
  ["a network", { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }, "closed"],
  ["a network that is not known", { from: [{ ipBlock: { cidr: unknownMark } }] }, "undecided"],
  ["peers that are not known", { from: unknownMark }, "undecided"],
])("a rule for %s is open or not", (_name, rule, expected) => {
  const { everybody, undecided } = opennessOf(ruleOf(rule));
  const openOrNot = everybody !== undefined ? "open" : undecided.length > 0 ? "undecided" : "closed";
  expect(openOrNot).toBe(expected);
});

const api = { protocol: "TCP", number: 8200, names: ["https"] } as const;

test.each<[string, object, readonly unknown[]]>([
  ["no ports", {}, [true, false, false]],
  ["the port", { ports: [{ port: 8200 }] }, [true, true, true]],
  ["the port as a text", { ports: [{ port: "8200" }] }, [true, true, true]],
  ["the port's name", { ports: [{ port: "https" }] }, [true, true, "unknown"]],
  ["a name of others", { ports: [{ port: "metrics" }] }, ["unknown", "unknown", "unknown"]],
  ["a range", { ports: [{ port: 8000, endPort: 9000 }] }, [true, true, false]],
  ["another protocol", { ports: [{ protocol: "UDP", port: 8200 }] }, [false, false, true]],
  ["a protocol without ports", { ports: [{ protocol: "TCP" }] }, [true, true, false]],
  ["a port that is not known", { ports: [{ port: unknownMark }] }, ["unknown", "unknown", "unknown"]],
])("a rule with %s covers, names, and covers only the port", (_name, rule, expected) => {
  const read = ruleOf(rule);
  const said = [coversPort(read, api), namesPort(read, api), coversOnly(read, [8200])];
  expect(said.map((holds) => (typeof holds === "boolean" ? holds : holds.kind))).toEqual(expected);
});
