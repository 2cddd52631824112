import { generateKeyPairSync } from "node:crypto";
import { z } from "zod";
import type { IdentityParameters } from "./programs/identity";
import { signedToken } from "./project/jwt";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asHolderOf, withVault } from "./project/vault";

jest.setTimeout(300_000);

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const parameters: IdentityParameters = {
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  robot: { name: "robot", metadata: { team: "platform" } },
  platform: { name: "platform", alias: "platform-engineers" },
  support: "external",
};

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("identity", parameters);
});

afterAll(() => removeProject(project));

const loginAnswer = z.object({
  auth: z.object({
    client_token: z.string(),
    entity_id: z.string(),
    identity_policies: z.array(z.string()).nullish(),
  }),
});

/** Logs in as the identity provider says, and tries what each policy allows. */
function logIn(
  email: string,
  groups: readonly string[] = [],
): Promise<{ entity: string; policies: string[]; allowed: string[] }> {
  return withVault(project, async (client) => {
    const jwt = signedToken(privateKey, { aud: "vault", email, groups });
    const { auth } = loginAnswer.parse(await client.request("POST", "auth/people/login", { role: "person", jwt }));
    const tried = await Promise.all(
      ["approver", "platform", "support"].map(async (policy) => {
        const read = client.withToken(auth.client_token).request("GET", `sys/policies/acl/${policy}`);
        return read.then(
          () => [policy],
          () => [],
        );
      }),
    );
    return { entity: auth.entity_id, policies: [...(auth.identity_policies ?? [])].sort(), allowed: tried.flat() };
  });
}

const listAnswer = z.object({ data: z.object({ key_info: z.record(z.string(), z.object({ name: z.string() })) }) });

async function groupId(name: string): Promise<string | undefined> {
  const answer = await asHolderOf(project, "groups", (client) => client.request("LIST", "identity/group/id"));
  return Object.entries(listAnswer.parse(answer).data.key_info).find(([, group]) => group.name === name)?.[0];
}

describe("groups and entities", () => {
  it("gives a person what the identity provider's group gives, and the groups that it is a member of", async () => {
    expect(await logIn("ada@example.com", ["platform-engineers", "unknown"])).toMatchObject({
      policies: ["approver", "platform"],
      allowed: ["approver", "platform"],
    });
  });

  it("gives nothing to a person without a group", async () => {
    expect(await logIn("eve@example.com")).toMatchObject({ policies: [], allowed: [] });
    expect(await logIn("eve@example.com", ["platform", "approvers", "robot"])).toMatchObject({ policies: [] });
  });

  it("takes it back at the next login of somebody who has left the group", async () => {
    expect(await logIn("bob@example.com", ["platform-engineers"])).toMatchObject({
      policies: ["approver", "platform"],
    });
    expect(await logIn("bob@example.com", [])).toMatchObject({ policies: [], allowed: [] });
  });

  it("knows a declared entity by its alias", async () => {
    expect(await logIn("robot@example.com")).toMatchObject({ policies: ["approver"] });
  });

  it("finds no difference in members that came in by logging in", async () => {
    await logIn("ada@example.com", ["platform-engineers"]);
    const { stdout } = await mustSucceed(project.root, "preview", "dev");
    expect(stdout).toContain("no changes");
    await mustSucceed(project.root, "up", "dev", "--yes");
  });

  it("stays the same through renames, and a group changes its kind", async () => {
    const [ada, robot] = [await logIn("ada@example.com", ["platform-engineers"]), await logIn("robot@example.com")];
    expect(await logIn("sam@example.com", ["support"])).toMatchObject({ policies: ["support"] });
    const platform = await groupId("platform");
    await upWith(project, {
      ...parameters,
      robot: { name: "robot-1", formerName: "robot" },
      platform: { name: "platform-team", formerName: "platform", alias: "engineers" },
      support: "internal",
    } satisfies IdentityParameters);
    expect(await logIn("robot@example.com")).toEqual(robot);
    expect(await groupId("platform-team")).toBe(platform);
    expect(await logIn("ada@example.com", ["engineers"])).toEqual(ada);
    expect(await logIn("ada@example.com", ["platform-engineers"])).toMatchObject({ policies: [] });
    expect(await logIn("sam@example.com", ["support"])).toMatchObject({ policies: [] });
    await upWith(project, {
      ...parameters,
      robot: { name: "robot-1" },
      platform: { name: "platform-team", alias: "engineers" },
    } satisfies IdentityParameters);
    expect(await logIn("sam@example.com", ["support"])).toMatchObject({ policies: ["support"] });
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });
});
