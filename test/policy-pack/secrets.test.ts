import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { readResource } from "../../model/resource";
import { isSecretName, secretFieldsOf } from "../../model/secret-fields";
import { printMessage } from "../../policy-pack/message";
import type { Example } from "../../policy-pack/example";
import { rules } from "../../policy-pack/rules/index";
import { withEachLeaf } from "./each-leaf";
import { runExample } from "./run-example";

/** Everything that all rules together print about an example. */
function messages(example: Example): string {
  return rules
    .flatMap((rule) => runExample(rule, example))
    .map(printMessage)
    .join("\n");
}

const canary = "CANARY4711notToBeSeenAnywhere";
const examples = rules.flatMap((rule) => {
  const { good, bad, unknown } = rule.examples;
  return [...good, ...bad, ...unknown].map((example) => ({ example, name: `${rule.id}: ${example.name}` }));
});

describe("no message repeats a secret", () => {
  test.each(examples)("a token in place of any value: $name", ({ example }) => {
    const leaking = withEachLeaf(example, (value) => (isLeaf(value) ? `hvs.${canary}` : undefined)).filter((changed) =>
      messages(changed.example).includes(canary),
    );
    expect(leaking.map(({ at }) => at)).toEqual([]);
  });

  test.each(examples)("a token inside any text: $name", ({ example }) => {
    const leaking = withEachLeaf(example, (value) => {
      return typeof value === "string" ? `${value} hvs.${canary} ${value}` : undefined;
    }).filter((changed) => messages(changed.example).includes(canary));
    expect(leaking.map(({ at }) => at)).toEqual([]);
  });

  test.each(examples)("any text in a field that is secret by its name or its type: $name", ({ example }) => {
    const secretTypes = new Set(example.resources.flatMap(({ type }) => secretFieldsOf(type)));
    const leaking = withEachLeaf(example, (value, name) => {
      if (isLeaf(value) && isSecretName(name)) return canary;
      return secretTypes.has(name) ? plant(value) : undefined;
    }).filter((changed) => messages(changed.example).includes(canary));
    expect(leaking.map(({ at }) => at)).toEqual([]);
  });
});

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
