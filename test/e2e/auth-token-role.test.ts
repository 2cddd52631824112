import type { TokenRoleParameters } from "./programs/auth-token-role";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asHolderOf, withVault } from "./project/vault";

jest.setTimeout(240_000);

const parameters: TokenRoleParameters = { tokenExplicitMaxTtl: 1200, pathSuffix: "nightly" };
let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("auth-token-role", parameters);
});

afterAll(() => removeProject(project));

interface Token {
  readonly auth: { readonly client_token: string };
}

/** Makes a token through the role as one who may, and hands it to `work` while that one's own token lives. */
function asScheduler<Result>(
  request: object,
  work: (token: string, answer: unknown) => Promise<Result>,
): Promise<Result> {
  return asHolderOf(project, "scheduler", async (client) => {
    const answer = await client.request("POST", "auth/token/create/jobs", request);
    return work((answer as Token).auth.client_token, answer);
  });
}

function as(token: string, path: string): Promise<unknown> {
  return withVault(project, (client) => client.withToken(token).request("GET", path));
}

describe("a token that is made through a role", () => {
  it("has the role's policies, and can do what they allow", async () => {
    await asScheduler({}, async (token, answer) => {
      expect(answer).toMatchObject({
        auth: { token_policies: ["default", "job"], token_type: "service", orphan: false },
      });
      expect(await as(token, "sys/mounts")).toMatchObject({ data: expect.anything() as object });
      await expect(as(token, "sys/policies/acl/job")).rejects.toMatchObject({ status: 403 });
    });
  });

  it("ends in time, whatever was asked for and however often it is renewed", async () => {
    await asScheduler({ ttl: "9h", explicit_max_ttl: "9h" }, async (token) => {
      expect(await as(token, "auth/token/lookup-self")).toMatchObject({
        data: { creation_ttl: 1200, path: "auth/token/create/jobs/nightly" },
      });
      const renewed = await withVault(project, (client) =>
        client.request("POST", "auth/token/renew-self", { increment: "9h" }, { token }),
      );
      expect((renewed as { auth: { lease_duration: number } }).auth.lease_duration).toBeLessThanOrEqual(1200);
    });
  });

  it("ends with the token that made it", async () => {
    const token = await asScheduler({}, (made) => Promise.resolve(made));
    await expect(as(token, "auth/token/lookup-self")).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    ["another policy", { policies: ["scheduler"] }],
    ["the policy of the one that makes it, beside its own", { policies: ["job", "scheduler"] }],
    ["root", { policies: ["root"] }],
    ["no parent", { no_parent: true, policies: ["scheduler"] }],
  ])("is refused with %s", async (_, request) => {
    await expect(asScheduler(request, () => Promise.resolve())).rejects.toMatchObject({
      status: expect.any(Number) as number,
    });
  });
});

describe("a change of the role", () => {
  it("leaves the tokens that are there, and holds for the next", async () => {
    await asScheduler({}, async (before) => {
      await upWith(project, { tokenExplicitMaxTtl: 600, renewable: false });
      expect(await as(before, "auth/token/lookup-self")).toMatchObject({ data: { creation_ttl: 1200 } });
      await asScheduler({}, async (token) => {
        expect(await as(token, "auth/token/lookup-self")).toMatchObject({
          data: { creation_ttl: 600, renewable: false, path: "auth/token/create/jobs" },
        });
      });
    });
  });

  it("of nothing is none", async () => {
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });
});
