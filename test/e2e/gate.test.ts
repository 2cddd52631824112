import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { rules } from "../../policy-pack/rules/index";
import {
  createProject,
  mustSucceed,
  removeProject,
  strongroom,
  type CommandResult,
  type TestProject,
} from "./project/project";
import { asDeployer } from "./project/vault";

jest.setTimeout(300_000);

let project: TestProject;
let original: string;

beforeAll(async () => {
  project = await createProject();
  original = readFileSync(path.join(project.root, "stacks", "index.ts"), "utf8");
  await mustSucceed(project.root, "dev", "start");
  await mustSucceed(project.root, "up", "dev", "--yes");
});

afterAll(async () => {
  await removeProject(project);
});

/** The project's own program with a few lines more, which may use `vault`, `pulumi`, `provider` and `declaration`. */
function program(lines: string, declaration = "declare(environment.values)"): void {
  const text = [
    'import * as vault from "@pulumi/vault";',
    original.replace(
      "realise(declare(environment.values));",
      `const declaration = ${declaration};\nconst provider = realise(declaration);`,
    ),
    lines,
    "export default provider.urn;",
    "",
  ].join("\n");
  if (!text.includes("const provider")) throw new Error("stacks/index.ts is not as this test knows it");
  writeFileSync(path.join(project.root, "stacks", "index.ts"), text);
}

const finding = z.object({
  ruleId: z.string(),
  verdict: z.string(),
  blocks: z.boolean(),
  must: z.string(),
  sources: z.array(z.unknown()),
});
const report = z.object({ outcome: z.string(), findings: z.array(finding), failures: z.array(z.unknown()) });

function reportOf({ stdout, stderr }: CommandResult): z.infer<typeof report> {
  if (!stdout.startsWith("{")) throw new Error(`no report:\n${stdout}\n${stderr}`);
  return report.parse(JSON.parse(stdout));
}

/** Everything that the bad programs would change, as the server has it. */
function serverContent(): Promise<unknown> {
  return asDeployer(project, async (client) =>
    Promise.all(
      ["sys/auth", "sys/mounts", "sys/audit"]
        .map((place) => client.request("GET", place))
        .concat(
          ["sys/policies/acl", "auth/approle/role", "auth/userpass/users"].map((place) =>
            client.request("LIST", place),
          ),
        )
        .map(async (answer) => z.object({ data: z.unknown() }).parse(await answer).data),
    ),
  );
}

const role = (settings: string): string => `new vault.approle.AuthBackendRole("bad", {
  backend: "approle", roleName: "bad", bindSecretId: true, secretIdTtl: 3600, secretIdNumUses: 5, tokenTtl: 600, tokenMaxTtl: 3600,
  secretIdBoundCidrs: ["10.0.0.0/8"], tokenBoundCidrs: ["10.0.0.0/8"], tokenPolicies: ["reference-api"], ${settings}
}, { provider });`;

const server = (settings: string): string =>
  `new pulumi.ComponentResource("strongroom:server:Server", "bad", { ...declaration.server, ${settings} });`;

/**
 * Small bad programs in the company's own, some for each family of rules: those that block in dev already, and for the others what
 * makes them block, tier production. Every rule by itself: test/e2e/rules.test.ts; rules over changes: test/e2e/guard.test.ts.
 */
const badPrograms: Readonly<Record<string, { lines: string; declaration?: string; environment?: string }>> = {
  "tls-listener-required": { lines: server(`listeners: [{ address: "127.0.0.1:8200", tlsDisable: "t" }]`) },
  "audit-redundancy": {
    lines: "",
    declaration:
      "(({ auditDevices, ...rest }) => ({ ...rest, auditDevices: auditDevices.slice(0, 1) }))(declare(environment.values))",
  },
  "no-root-policy-grant": { lines: role('tokenPolicies: ["root"]') },
  "no-root-token-stored": {
    lines:
      'new pulumi.ComponentResource("kubernetes:core/v1:ConfigMap", "bad", { data: { root_token: "correct-horse" } });',
  },
  "approle-secret-id-bounded": { lines: role("secretIdTtl: 0"), environment: "production" },
  "kv-versioned": {
    lines: 'new vault.Mount("bad", { path: "bad", type: "kv" }, { provider });',
    environment: "production",
  },
  "database-role-bounded": {
    lines: `new vault.database.SecretBackendRole("bad", {
      backend: "database", name: "bad", dbName: "bad", maxTtl: 3600, creationStatements: ["CREATE ROLE x SUPERUSER"],
    }, { provider });`,
    environment: "production",
  },
  "jwt-role-bound": {
    lines: `new vault.jwt.AuthBackendRole("bad", {
      backend: "jwt-deploy", roleName: "bad", roleType: "jwt", userClaim: "sub", tokenMaxTtl: 900, tokenPolicies: ["reference-api"],
      boundAudiences: ["https://vault.production.example.com"], boundClaimsType: "string",
      boundClaims: { repository: "example/vault", environment: "staging" },
    }, { provider });`,
    environment: "production",
  },
  "raw-endpoint-off": { lines: server("rawStorageEndpoint: true"), environment: "production" },
  "policy-no-broad-write": {
    lines: `new vault.Policy("bad", { name: "bad", policy: 'path "secret/*" { capabilities = ["update"] }' }, { provider });`,
    environment: "production",
  },
  "image-pinned": {
    lines: `new pulumi.ComponentResource("kubernetes:apps/v1:StatefulSet", "bad", {
      spec: { template: { spec: { containers: [{ name: "vault", image: "hashicorp/vault:latest", args: ["server"] }] } } },
    });`,
    environment: "production",
  },
};

describe("every family of rules", () => {
  it("has a bad program here, apart from the rules over changes", () => {
    const families = rules.filter(({ id }) => id in badPrograms).map(({ family }) => family);
    expect(new Set([...families, "change"])).toEqual(new Set(rules.map(({ family }) => family)));
  });

  it.each(Object.entries(badPrograms))(
    "%s blocks a bad program at preview with exit code 3, and Vault is as before",
    async (id, { lines, declaration, environment = "dev" }) => {
      program(lines, declaration);
      const before = await serverContent();
      const result = await strongroom(project.root, ["preview", environment, "--json"]);
      const { outcome, findings, failures } = reportOf(result);
      expect({ exitCode: result.exitCode, outcome, failures }).toEqual({
        exitCode: 3,
        outcome: "blocked",
        failures: [],
      });
      const blocking = findings.filter((each) => each.blocks);
      expect(blocking.map(({ ruleId }) => ruleId)).toContain(id);
      expect(blocking.every(({ sources }) => sources.length > 0)).toBe(true);
      expect(await serverContent()).toEqual(before);
    },
  );

  it("stops up before anything is touched", async () => {
    program(role('tokenPolicies: ["root"]'));
    const before = await serverContent();
    const { exitCode, stdout } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining("Nothing was touched") as string,
    });
    expect(await serverContent()).toEqual(before);
  });
});

describe("a value that is unknown at preview", () => {
  const unknown = `const later = new vault.Mount("later", { path: "later", type: "kv" }, { provider });
${role("secretIdTtl: later.accessor.apply((accessor) => accessor.length)")}`;

  it("blocks in production, named for the value that is not known", async () => {
    program(unknown);
    const result = await strongroom(project.root, ["preview", "production", "--json"]);
    expect(reportOf(result).findings).toContainEqual(
      expect.objectContaining({ ruleId: "approle-secret-id-bounded", verdict: "not-evaluated", blocks: true }),
    );
    expect(result.exitCode).toBe(3);
  });

  it("warns in dev", async () => {
    program(unknown);
    const result = await strongroom(project.root, ["preview", "dev", "--json"]);
    expect(reportOf(result).findings).toContainEqual(
      expect.objectContaining({ ruleId: "approle-secret-id-bounded", verdict: "not-evaluated", blocks: false }),
    );
    expect(result.exitCode).toBe(0);
  });
});

describe("the declared company", () => {
  it.each(["dev", "staging", "production"])(
    "passes in %s from empty state, without a Vault and without a credential",
    async (name) => {
      const fresh = await createProject();
      try {
        const result = await strongroom(fresh.root, ["preview", name, "--json"]);
        const { outcome, findings, failures } = reportOf(result);
        expect({ exitCode: result.exitCode, outcome, failures }).toEqual({
          exitCode: 0,
          outcome: "clean",
          failures: [],
        });
        expect(findings).toEqual([]);
      } finally {
        await removeProject(fresh);
      }
    },
  );
});

describe("a program that throws", () => {
  it("is a tool failure, exit code 1, that shows the place in the user's own file", async () => {
    program('throw new Error("deliberate");');
    const { exitCode, stdout } = await strongroom(project.root, ["preview", "dev"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("deliberate");
    expect(stdout).toMatch(/stacks\/index\.ts:\d+/);
  });
});

describe("a broken stack file", () => {
  it("is refused before anything runs, exit code 2, with every problem", async () => {
    program("");
    const file = path.join(project.root, "stacks", "Pulumi.staging.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("issuer:", "isuer:").replace("address: https", "address: http"));
    const { exitCode, stderr } = await strongroom(project.root, ["preview", "staging"]);
    writeFileSync(file, text);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("has 3 problems");
    expect(stderr).toContain('did you mean "issuer"?');
    expect(stderr).toContain("Nothing was run.");
  });
});
