import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { policyFromFile, type PolicyDeclaration } from "../../../modules/policies/declaration";
import { policyDocument } from "../../../modules/policies/document";
import { Policies } from "../../../modules/policies/policies";
import { Refusal } from "../../../problem/problem";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

let registered: Registered[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, name, inputs });
      return { id: name, state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  }),
);

beforeEach(() => {
  registered = [];
});

const read = 'path "secret/data/a" { capabilities = ["read"] }';

/** The Vault policies that a declaration comes to. */
async function policiesOf(declarations: readonly PolicyDeclaration[]): Promise<readonly Registered[]> {
  new Policies("policies", { policies: declarations });
  await settled();
  return registered.filter(({ type }) => type === "vault:index/policy:Policy");
}

/** Until every registration has been answered: the mocks answer in turns of the event loop. */
async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
}

const valueOf = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

function problemsOf(declare: () => unknown): readonly unknown[] {
  try {
    declare();
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.problems;
    throw refusal;
  }
  return [];
}

test("each policy becomes one Vault policy, in its one form, whatever the order of the declaration", async () => {
  const declarations = [
    { name: "web", text: read },
    { name: "Batch ", text: policyDocument([{ path: "secret/data/b", capabilities: ["read"] }]) },
  ];
  const expected = [
    {
      type: "vault:index/policy:Policy",
      name: "batch",
      inputs: { name: "batch", policy: 'path "secret/data/b" {\n  capabilities = ["read"]\n}\n' },
    },
    {
      type: "vault:index/policy:Policy",
      name: "web",
      inputs: { name: "web", policy: 'path "secret/data/a" {\n  capabilities = ["read"]\n}\n' },
    },
  ];
  expect(await policiesOf(declarations)).toEqual(expected);
  registered = [];
  expect(await policiesOf(declarations.toReversed())).toEqual(expected);
});

test("the URN of a policy does not depend on its neighbours", async () => {
  const urn = async (declarations: readonly PolicyDeclaration[]): Promise<string> => {
    const policies = new Policies("policies", { policies: declarations });
    const [resource] = [...dependenciesOf(policies.name("web"))];
    return resource === undefined ? "none" : valueOf(resource.urn);
  };
  const alone = await urn([{ name: "web", text: read }]);
  expect(alone).toBe("urn:pulumi:stack::project::strongroom:policies:Policies$vault:index/policy:Policy::web");
  expect(
    await urn([
      { name: "batch", text: read },
      { name: "web", text: read },
    ]),
  ).toBe(alone);
});

function dependenciesOf(output: pulumi.Output<unknown>): Set<pulumi.Resource> {
  return (output as unknown as { resources: () => Set<pulumi.Resource> }).resources();
}

test("a role gets a policy by reference: the name, and the dependency on the policy", async () => {
  const policies = new Policies("policies", { policies: [{ name: "Reference-API", text: read }] });
  const name = policies.name("reference-api");
  expect(policies.names).toEqual(["reference-api"]);
  expect(await valueOf(name)).toBe("reference-api");
  expect([...dependenciesOf(name)].length).toBe(1);
});

test("a policy that is not declared cannot be assigned; the one that was meant is named", () => {
  const policies = new Policies("policies", {
    policies: [
      { name: "reference-api", text: read },
      { name: "web", text: read },
    ],
  });
  expect(problemsOf(() => policies.name("reference-apo"))).toEqual([
    {
      subject: 'policy "reference-apo"',
      must: "be declared before a role is given it (declared: reference-api, web)",
      fix: 'did you mean "reference-api"?',
    },
  ]);
});

test("every problem of every policy is said at once, and nothing is registered", async () => {
  const problems = problemsOf(
    () =>
      new Policies("policies", {
        policies: [
          { name: "root", text: read },
          { name: "web", text: 'path "a" {\n  capabilities = ["reed"]\n}', file: "policies/web.hcl" },
          { name: "WEB", text: read },
          { name: " ", text: "path {" },
        ],
      }),
  );
  await settled();
  expect(registered).toEqual([]);
  expect(problems).toEqual([
    {
      subject: 'policy "root"',
      path: "name",
      must: "not be one that Vault keeps for itself",
      found: '"root"',
      fix: "choose another name",
    },
    expect.objectContaining({ subject: "policies/web.hcl", place: "2:19", found: '"reed"', fix: 'write "read"' }),
    expect.objectContaining({ subject: 'policy "WEB"', path: "name", found: '"WEB"' }),
    expect.objectContaining({ subject: 'policy " "', path: "name", must: "be given" }),
    expect.objectContaining({ subject: 'policy " "', place: "1:7", must: "be HCL that Vault can parse" }),
  ]);
});

test.each(["root", "response-wrapping", "Control-Group"])("%s cannot be declared", (name) => {
  expect(problemsOf(() => new Policies("policies", { policies: [{ name, text: read }] }))).toHaveLength(1);
});

describe("a policy file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-policies-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("gives the policy its name", () => {
    const file = path.join(folder, "reference-api.hcl");
    writeFileSync(file, read);
    expect(policyFromFile(file)).toEqual({ name: "reference-api", text: read, file });
  });

  test("that is missing is named", () => {
    const file = path.join(folder, "missing.hcl");
    expect(problemsOf(() => policyFromFile(file))).toEqual([
      { subject: file, must: "be a readable policy file", found: expect.stringContaining("ENOENT") as string },
    ]);
  });
});
