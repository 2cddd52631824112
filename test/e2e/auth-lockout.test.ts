import { loginUserpass } from "../../live/token";
import type { LockoutParameters } from "./programs/auth-lockout";
import { createModuleProject, upWith } from "./project/module-project";
import { until } from "./project/processes";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(240_000);

/** Short, so that a test can wait for its end. */
const parameters: LockoutParameters = { userLockout: { threshold: 3, duration: 8, counterReset: 60 } };
let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("auth-lockout", parameters);
});

afterAll(() => removeProject(project));

const right = "right-horse-battery";

function createUser(username: string): Promise<unknown> {
  return asDeployer(project, (client) => client.request("POST", `auth/people/users/${username}`, { password: right }));
}

function logIn(username: string, password: string): Promise<boolean> {
  return withVault(project, (client) => loginUserpass(client, { mount: "people", username, password })).then(
    () => true,
    () => false,
  );
}

async function guess(times: number, attempt: () => Promise<boolean>): Promise<void> {
  for (let made = 0; made < times; made++) expect(await attempt()).toBe(false);
}

describe("who gives a wrong password", () => {
  it("may do so fewer times than locks them out", async () => {
    await createUser("alice");
    await guess(2, () => logIn("alice", "wrong"));
    expect(await logIn("alice", right)).toBe(true);
  });

  it("too often is locked out, with the right one too, and let in again in time", async () => {
    await createUser("bob");
    await guess(3, () => logIn("bob", "wrong"));
    expect(await logIn("bob", right)).toBe(false);
    await createUser("carol");
    expect(await logIn("carol", right)).toBe(true);
    await until("the end of the lockout", () => logIn("bob", right), 60);
  });
});

it("An AppRole's secret-ids cannot be guessed either", async () => {
  const { role_id: roleId, secret_id: secretId } = await asDeployer(project, async (client) => {
    await client.request("POST", "auth/apps/role/shop", { token_policies: ["default"] });
    const [role, secret] = [
      (await client.request("GET", "auth/apps/role/shop/role-id")) as { data: { role_id: string } },
      (await client.request("POST", "auth/apps/role/shop/secret-id")) as { data: { secret_id: string } },
    ];
    return { ...role.data, ...secret.data };
  });
  const logInWith = (secret: string) =>
    withVault(project, (client) =>
      client.request("POST", "auth/apps/login", { role_id: roleId, secret_id: secret }),
    ).then(
      () => true,
      () => false,
    );
  expect(await logInWith(secretId)).toBe(true);
  await guess(3, () => logInWith("00000000-0000-0000-0000-000000000000"));
  expect(await logInWith(secretId)).toBe(false);
});

describe("the lockout", () => {
  it("can be changed, and what Vault holds is compared with what is declared", async () => {
    await upWith(project, { userLockout: { threshold: 9 } });
    await createUser("dave");
    await guess(4, () => logIn("dave", "wrong"));
    expect(await logIn("dave", right)).toBe(true);
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
    await asDeployer(project, (client) =>
      client.request("POST", "sys/auth/people/tune", { user_lockout_config: { lockout_disable: true } }),
    );
    // Nothing is to be applied, and what is read back is not as declared.
    await expect(mustSucceed(project.root, "up", "dev", "--yes")).rejects.toThrow(/sys\/auth\/people\/tune/);
  });
});
