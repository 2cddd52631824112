import { generateKeyPairSync } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { IdentityMfaParameters } from "./programs/identity-mfa";
import { signedToken } from "./project/jwt";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type CommandResult, type TestProject } from "./project/project";
import { totpCode } from "./project/totp";
import { asDeployer, whileDeployerMay, withVault } from "./project/vault";

jest.setTimeout(300_000);

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const parameters: IdentityMfaParameters = {
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  enforcement: "people",
  enforcedOn: "type",
  totp: { issuer: "Vault dev" },
};

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("identity-mfa", parameters);
});

afterAll(() => removeProject(project));

const loginAnswer = z.object({
  auth: z.object({
    client_token: z.string(),
    mfa_requirement: z
      .object({
        mfa_request_id: z.string(),
        mfa_constraints: z.record(z.string(), z.object({ any: z.tuple([z.object({ id: z.string() })]) })),
      })
      .nullable(),
  }),
});

interface FirstAnswer {
  readonly token: string;
  /** The enforcements that ask for a code. */
  readonly asking: readonly string[];
  readonly methodId: string;
  readonly requestId: string;
}

/** The first half of a login. */
function logIn(email: string): Promise<FirstAnswer> {
  return withVault(project, async (client) => {
    const jwt = signedToken(privateKey, { iss: "https://idp.example.com", aud: "vault", company: "example", email });
    const { auth } = loginAnswer.parse(await client.request("POST", "auth/people/login", { role: "person", jwt }));
    const asking = Object.entries(auth.mfa_requirement?.mfa_constraints ?? {});
    return {
      token: auth.client_token,
      asking: asking.map(([name]) => name),
      methodId: asking[0]?.[1].any[0].id ?? "",
      requestId: auth.mfa_requirement?.mfa_request_id ?? "",
    };
  });
}

/** The second half: whether Vault gives a token for the code, or what it says. */
function answerWith(code: string, { methodId, requestId }: FirstAnswer): Promise<string> {
  const answer = { mfa_request_id: requestId, mfa_payload: { [methodId]: [code] } };
  return withVault(project, (client) => client.request("POST", "sys/mfa/validate", answer)).then(
    (given) => (loginAnswer.parse(given).auth.client_token === "" ? "no token" : "token"),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

const enrol = (...commandLine: string[]): Promise<CommandResult> =>
  strongroom(project.root, ["mfa", "enrol", "--mount", "people", ...commandLine]);

const secretAnswer = z.object({ data: z.object({ url: z.string(), barcode: z.string() }) });

/** What the person gets who unwraps the token. */
async function unwrapped({ stdout, stderr, exitCode }: CommandResult): Promise<z.infer<typeof secretAnswer>["data"]> {
  expect({ stderr, exitCode }).toMatchObject({ exitCode: 0 });
  return withVault(
    project,
    async (client) =>
      secretAnswer.parse(await client.request("POST", "sys/wrapping/unwrap", {}, { token: stdout.trim() })).data,
  );
}

const ada = "ada@example.com";
let adasApp = "";
let methodId = "";

describe("login MFA", () => {
  it("answers a login with what it still needs, and no token", async () => {
    const first = await logIn(ada);
    expect(first).toMatchObject({ token: "", asking: ["people-of-methods"] });
    expect(await answerWith("123456", first)).toContain("failed to satisfy enforcement people-of-methods");
    methodId = first.methodId;
  });

  it("enrols a person: the secret is seen by whoever unwraps it, and by nobody else", async () => {
    const result = await enrol(ada);
    expect(result.stdout).toMatch(/^hvs\.\S+\n$/);
    expect(result.stderr).toContain(
      "TOTP secret of ada@example.com for people-of-methods, wrapped: good for one unwrap",
    );
    const { url, barcode } = await unwrapped(result);
    expect(Buffer.from(barcode, "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(url).toMatch(/^otpauth:\/\/totp\/Vault%20dev:/);
    const secret = new URL(url).searchParams.get("secret") ?? "";
    const audit = path.join(project.root, ".strongroom", "vault", "audit");
    const logs = readdirSync(audit).map((device) => readFileSync(path.join(audit, device), "utf8"));
    expect(logs.some((log) => log.includes(secret) || log.includes(result.stdout.trim()))).toBe(false);
    adasApp = url;
  });

  it("gives a token for the app's code, once, and none for another", async () => {
    const [first, second] = [await logIn(ada), await logIn(ada)];
    const code = totpCode(adasApp);
    const wrong = code === "000000" ? "111111" : "000000";
    expect(await answerWith(wrong, await logIn(ada))).toContain("failed to validate TOTP passcode");
    expect(await answerWith(code, first)).toBe("token");
    expect(await answerWith(code, second)).toContain("failed to validate TOTP passcode");
  });

  it("does not ask somebody who logs in another way, such as the deployer", async () => {
    expect(await asDeployer(project, (client) => client.request("GET", "auth/token/lookup-self"))).toBeDefined();
  });

  it("keeps the enrolled secrets through changes of the method, of the name and of whom it is enforced on", async () => {
    const settings = { issuer: "Vault of Example", algorithm: "SHA256", digits: 8, maxValidationAttempts: 3 } as const;
    await upWith(project, {
      ...parameters,
      enforcement: "everyone",
      enforcedOn: "mount",
      totp: settings,
    } satisfies IdentityMfaParameters);
    const first = await logIn(ada);
    expect(first).toMatchObject({ token: "", asking: ["everyone-of-mounts"], methodId });
    expect(await answerWith(totpCode(adasApp, 1), first)).toBe("token");

    const bob = await logIn("bob@example.com");
    const { url } = await unwrapped(await enrol("bob@example.com"));
    expect(url).toContain("algorithm=SHA256");
    expect(await answerWith(totpCode(url), bob)).toBe("token");
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  it("lets nobody in where a second enforcement asks for a code of the same method", async () => {
    const second = "identity/mfa/login-enforcement/second";
    const settings = { mfa_method_ids: [methodId], auth_method_types: ["jwt"] };
    await asDeployer(project, (client) => client.request("POST", second, settings));
    await logIn("eve@example.com");
    const { url } = await unwrapped(await enrol("eve@example.com", "--enforcement", "second", "--replace"));
    const first = await logIn("eve@example.com");
    expect(first.asking).toHaveLength(2);
    expect(await answerWith(totpCode(url), first)).toContain("failed to validate TOTP passcode");
    await asDeployer(project, (client) => client.request("DELETE", second));
    expect(await answerWith(totpCode(url, 1), await logIn("eve@example.com"))).toBe("token");
  });

  it("asks the members of a group alone where it is enforced on the group", async () => {
    await upWith(project, { ...parameters, enforcedOn: "group" } satisfies IdentityMfaParameters);
    expect(await logIn("admin@example.com")).toMatchObject({ token: "", asking: ["people-of-groups"] });
    expect(await logIn(ada)).toMatchObject({ token: expect.stringMatching(/^hvs\./) as string, asking: [] });
  });

  it("refuses to lose every secret with the method", async () => {
    giveParameters(project, parameters);
    // A method of another name is another method.
    const program = path.join(project.root, "test", "e2e", "programs", "identity-mfa.ts");
    const text = readFileSync(program, "utf8");
    writeFileSync(program, text.replace('new LoginMfa("people"', 'new LoginMfa("everyone"'));
    const { exitCode, stdout, stderr } = await strongroom(project.root, ["up", "dev", "--yes"]);
    writeFileSync(program, text);
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("protected");
  });
});

const refused: readonly { name: string; commandLine: readonly string[]; says: readonly string[] }[] = [
  {
    name: "a person whom Vault has never seen",
    commandLine: ["nobody@example.com"],
    says: ["must have logged in at auth/people of dev once"],
  },
  {
    name: "an unknown enforcement, with the one that was meant",
    commandLine: [ada, "--enforcement", "people-of-group"],
    says: ['did you mean "people-of-groups"?'],
  },
  {
    name: "an unknown mount, with the one that was meant",
    commandLine: [ada, "--mount", "peple"],
    says: ['auth method "peple" must exist in dev; did you mean "people"?'],
  },
  {
    name: "a time that is none",
    commandLine: [ada, "--ttl", "0"],
    says: ["--ttl must be a time above zero"],
  },
  {
    name: "a time beyond what the deployer may give, before the old secret is destroyed",
    commandLine: [ada, "--ttl", "25h", "--replace"],
    says: ["--ttl must be a time above zero and of at most 24h", "found 25h"],
  },
];

describe("strongroom mfa enrol", () => {
  it.each(refused)("refuses $name, with nothing on standard output", async ({ commandLine, says }) => {
    const { exitCode, stdout, stderr } = await enrol(...commandLine);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(says.filter((text) => !stderr.includes(text))).toEqual([]);
    expect(stderr).toContain("No secret was made.");
  });

  it("leaves a secret that is there as it is, and says so to whoever unwraps", async () => {
    const { stdout, stderr } = await enrol(ada);
    expect(stderr).toContain("that one is still good; --replace ends it");
    const answer = await withVault(project, (client) =>
      client.request("POST", "sys/wrapping/unwrap", {}, { token: stdout.trim() }),
    );
    expect(answer).toMatchObject({ data: null, warnings: [expect.stringContaining("already has a secret")] });
  });

  it("replaces the secret of a lost phone, whose codes are good no longer", async () => {
    await upWith(project, parameters);
    const { stdout, stderr, exitCode } = await enrol(ada, "--replace", "--enforcement", "people-of-methods", "--json");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const { token, ...rest } = z.looseObject({ token: z.string() }).parse(JSON.parse(stdout));
    expect(rest).toMatchObject({ enforcement: "people-of-methods", ttl: 300 });
    const { url } = await unwrapped({ stdout: token, stderr, exitCode });
    const first = await logIn(ada);
    expect(await answerWith(totpCode(adasApp, -1), first)).toContain("failed to validate TOTP passcode");
    expect(await answerWith(totpCode(url), await logIn(ada))).toBe("token");
  });

  it("says what is true where the old secret is destroyed and Vault makes no new one", async () => {
    const path = "identity/mfa/method/totp/admin-generate";
    const { exitCode, stdout, stderr } = await whileDeployerMay(
      project,
      { path, says: 'capabilities = ["deny"]' },
      () => enrol(ada, "--replace"),
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("The old secret is destroyed and no new one was made; run this again.");
    await unwrapped(await enrol(ada));
  });

  it("lets the deployer make secrets and see none", async () => {
    const holder = { method_id: methodId, entity_id: "00000000-0000-0000-0000-000000000000" };
    await asDeployer(project, async (client) => {
      await expect(client.request("POST", "identity/mfa/method/totp/admin-generate", holder)).rejects.toThrow(
        "found 403",
      );
    });
  });
});
