import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { readResource } from "../../model/resource";
import { isSecretName, secretFieldsOf } from "../../model/secret-fields";
import { printMessage } from "../../policy-pack/message";
import type { Example, ExampleResource } from "../../policy-pack/example";
import type { Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules/index";
import { withEachLeaf, type Seen } from "../../policy-pack/testing/each-leaf";
import { runExample } from "../../policy-pack/testing/run-example";

/** Everything that rules print about an example. */
function messages(example: Example, judging: readonly Rule[] = rules): string {
  return judging
    .flatMap((rule) => runExample(rule, example))
    .map(printMessage)
    .join("\n");
}

const canary = "CANARY4711notToBeSeenAnywhere";
const examples = rules.flatMap((rule) => {
  const { good, bad, unknown } = rule.examples;
  return [...good, ...bad, ...unknown].map((example) => ({ rule, example, name: `${rule.id}: ${example.name}` }));
});

/** What is planted in a value's place; undefined where the value stays. */
type Planting = (value: unknown, name: string) => unknown;

/** By rule and planting, what its examples have in common: it is planted once. */
const seen = new Map<string, Seen>();

function seenBefore(rule: Rule, planting: string): Seen {
  const known = seen.get(`${rule.id} ${planting}`) ?? new WeakMap();
  seen.set(`${rule.id} ${planting}`, known);
  return known;
}

/** Where the rule's own messages repeat what is planted in one value; and `everywhere` if any rule does when all values have it. */
function leaksOf(rule: Rule, example: Example, name: string, plant: Planting): string[] {
  const own = withEachLeaf(example, plant, seenBefore(rule, name)).filter((changed) =>
    messages(changed.example, [rule]).includes(canary),
  );
  const planted = { ...example, resources: plantAll(example.resources, plant) };
  return [...own.map(({ at }) => at), ...(messages(planted).includes(canary) ? ["everywhere"] : [])];
}

describe("no message repeats a secret", () => {
  test.each(examples)("a token in place of any value: $name", ({ rule, example }) => {
    expect(leaksOf(rule, example, "whole", (value) => (isLeaf(value) ? `hvs.${canary}` : undefined))).toEqual([]);
  });

  test.each(examples)("a token inside any text: $name", ({ rule, example }) => {
    const inside: Planting = (value) => (typeof value === "string" ? `${value} hvs.${canary} ${value}` : undefined);
    expect(leaksOf(rule, example, "inside", inside)).toEqual([]);
  });

  test.each(examples)("any text in a field that is secret by its name or its type: $name", ({ rule, example }) => {
    const secretTypes = new Set(example.resources.flatMap(({ type }) => secretFieldsOf(type)));
    const inSecretFields: Planting = (value, name) => {
      if (isLeaf(value) && isSecretName(name)) return canary;
      return secretTypes.has(name) ? plant(value) : undefined;
    };
    expect(leaksOf(rule, example, "field", inSecretFields)).toEqual([]);
  });
});

function plantAll(resources: Example["resources"], planting: Planting): Example["resources"] {
  const [first, ...rest] = resources;
  const planted = (resource: ExampleResource): ExampleResource => ({
    ...resource,
    props: plantIn(resource.props, planting),
    ...(resource.provider === undefined ? {} : { provider: plantIn(resource.provider, planting) }),
  });
  return [planted(first), ...rest.map(planted)];
}

function plantIn(data: Readonly<Record<string, unknown>>, planting: Planting): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plantInValue(value, name, planting)]));
}

function plantInValue(value: unknown, name: string, planting: Planting): unknown {
  const planted = planting(value, name);
  if (planted !== undefined) return planted;
  if (Array.isArray(value)) return value.map((item) => plantInValue(item, name, planting));
  return isData(value) ? plantIn(value, planting) : value;
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isLeaf(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** The canary everywhere in it: as the whole, or in every text of a structure or of a JSON text. */
function plant(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plant);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plant(each)]));
  }
  if (typeof value !== "string") return value;
  return value.startsWith("{") ? JSON.stringify(plant(JSON.parse(value))) : canary;
}

describe("a server's configuration in a Kubernetes Secret", () => {
  const judged = (text: string) =>
    messages({
      name: "",
      resources: [
        {
          type: "kubernetes:core/v1:Secret",
          props: { metadata: { name: "vault" }, stringData: { "vault.hcl": text } },
        },
      ],
    });

  test("is judged, without any of its texts in the findings", () => {
    const printed = judged(`api_addr = "http://${canary}"\nlistener "tcp" {\n  tls_key_file = "${canary}"\n}\n`);
    expect(printed).toContain('stringData["vault.hcl"].api_addr (line 1)');
    expect(printed).toContain("a secret value (not shown)");
    expect(printed).not.toContain(canary);
  });

  test("that cannot be parsed is a finding without the text", () => {
    const printed = judged(`listener "tcp" { ${canary}`);
    expect(printed).toContain("is not valid HCL");
    expect(printed).not.toContain(canary);
  });
});

test("a value that is secret shows its text neither printed nor serialised nor inspected", () => {
  const resource = readResource({
    urn: "urn",
    type: "vault:generic/endpoint:Endpoint",
    name: "example",
    props: { path: "auth/userpass/users/eve", dataJson: JSON.stringify({ password: canary }), token: canary },
  });
  const seen = [
    inspect(resource, { depth: null, showHidden: true }),
    JSON.stringify(resource, (_key, value: unknown) => (value instanceof Map ? [...value] : value)),
  ];
  expect(seen.filter((text) => text.includes(canary))).toEqual([]);
});

test("only the model and the connection ask for a secret's text", () => {
  const root = path.join(__dirname, "../..");
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  const asking = files
    .split("\n")
    .filter((file) => file !== "" && !file.startsWith("test/"))
    .filter((file) => readFileSync(path.join(root, file), "utf8").includes("readSecret"));
  expect(asking.filter((file) => !file.startsWith("model/"))).toEqual(["policy-pack/connection.ts"]);
});
