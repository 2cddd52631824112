/**
 * NOT PROVEN HERE: a login. Vault asks api.github.com who a token belongs to, tests reach no such address, and nobody publishes a
 * server that answers as GitHub does. What Vault is told is proven, and that it lets in nobody whom GitHub does not vouch for.
 */
import { freePort } from "../toolchain/embedded/free-ports";
import type { GitHubParameters } from "./programs/auth-github";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(240_000);

let project: TestProject;
let parameters: GitHubParameters;

beforeAll(async () => {
  parameters = {
    path: "github",
    organization: "example",
    organizationId: 9919,
    // Nobody answers there.
    baseUrl: `https://127.0.0.1:${await freePort()}`,
    teams: ["platform", "security"],
  };
  project = await createModuleProject("auth-github", parameters);
});

afterAll(() => removeProject(project));

const read = (path: string) => asDeployer(project, (client) => client.request("GET", `auth/github/${path}`));

describe("the GitHub method", () => {
  it("is in Vault as declared, with what its teams may do", async () => {
    expect(await read("config")).toMatchObject({
      data: {
        organization: "example",
        organization_id: 9919,
        base_url: `${parameters.baseUrl ?? ""}/`,
        token_policies: [],
        token_max_ttl: 28800,
      },
    });
    expect(await read("map/teams/platform")).toMatchObject({ data: { key: "platform", value: "platform" } });
  });

  it("lets in nobody whom GitHub does not vouch for", async () => {
    const login = withVault(project, (client) => client.request("POST", "auth/github/login", { token: "ghp_any" }));
    await expect(login).rejects.toMatchObject({ name: "Refusal", status: expect.any(Number) as number });
  });

  it("forgets a team that is no longer declared, and keeps the others through a change", async () => {
    const accessor = await accessorOf();
    await upWith(project, { ...parameters, teams: ["platform"], tokenMaxTtl: 3600, maxLeaseTtl: 7200 });
    expect(await accessorOf()).toBe(accessor);
    expect(await read("config")).toMatchObject({ data: { token_max_ttl: 3600 } });
    expect(await read("map/teams/platform")).toMatchObject({ data: { value: "platform" } });
    expect(await read("map/teams/security")).toMatchObject({ data: null });
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  it("is found to differ where somebody gave a team another policy, or took it away", async () => {
    for (const change of [{ value: "security" }, undefined]) {
      await asDeployer(project, (client) =>
        client.request(change === undefined ? "DELETE" : "POST", "auth/github/map/teams/platform", change),
      );
      await expect(mustSucceed(project.root, "up", "dev", "--yes")).rejects.toThrow(/map\/teams\/platform/);
    }
  });
});

async function accessorOf(): Promise<string> {
  const { data } = (await asDeployer(project, (client) => client.request("GET", "sys/auth"))) as {
    data: Record<string, { accessor: string } | undefined>;
  };
  return data["github/"]?.accessor ?? "none";
}
