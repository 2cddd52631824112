import { z } from "zod";
import type { PasswordPoliciesArgs } from "../../modules/password-policies/password-policies-args";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";
import { asDeployer, asHolderOf } from "./project/vault";

jest.setTimeout(240_000);

const letters = { characters: "abcdefghijklmnopqrstuvwxyz" };
const digits = { characters: "0123456789", atLeast: 3 };
const postgres = { name: "postgres", length: 24, charsets: [letters, digits] };
/** All that could be taken for something else in a policy's text. */
const hardest = { name: "ad.users", length: 40, charsets: [{ characters: '"\\${}%# äß', atLeast: 10 }] };

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("password-policies", { policies: [postgres, hardest] });
});

afterAll(() => removeProject(project));

const passwordAnswer = z.object({ data: z.object({ password: z.string() }) });

/** Twenty passwords that an engine would get. */
function passwords(policy: string): Promise<readonly string[]> {
  return asHolderOf(project, "engine", (client) =>
    Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await client.request("GET", `sys/policies/password/${policy}/generate`);
        return passwordAnswer.parse(answer).data.password;
      }),
    ),
  );
}

describe("password policies", () => {
  it("say what a password looks like that Vault makes", async () => {
    for (const password of await passwords("postgres")) expect(password).toMatch(/^(?=(.*\d){3})[a-z0-9]{24}$/);
    for (const password of await passwords("ad.users")) expect(password).toMatch(/^["\\${}%# äß]{40}$/u);
  });

  it("change in place, and hold from the next password on", async () => {
    const changed = { ...postgres, length: 12, charsets: [{ characters: "ABCDEF" }] };
    await upWith(project, { policies: [changed, hardest] } satisfies PasswordPoliciesArgs);
    for (const password of await passwords("postgres")) expect(password).toMatch(/^[A-F]{12}$/);
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  it("are not there for the deployer to make passwords with", async () => {
    await asDeployer(project, async (client) => {
      await expect(client.request("GET", "sys/policies/password/postgres/generate")).rejects.toThrow("found 403");
    });
  });

  it("are refused with everything that is wrong with them, before anything is touched", async () => {
    giveParameters(project, {
      policies: [
        { ...postgres, length: 2 },
        { name: "none", length: 20, charsets: [] },
      ],
    });
    const { exitCode, stdout, stderr } = await strongroom(project.root, ["preview", "dev"]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain('password policy "postgres" length must be 4 to 100 characters, found 2');
    expect(stdout + stderr).toContain(
      'password policy "none" charsets must have 1 to 256 characters in all, found none',
    );
  });

  it("go with their declaration", async () => {
    await upWith(project, { policies: [postgres] } satisfies PasswordPoliciesArgs);
    await expect(passwords("ad.users")).rejects.toThrow("found 404");
  });
});
