import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isVaultAnswer } from "../../live/refusal";
import type { QuotasParameters } from "./programs/quotas";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, asHolderOf, withVault } from "./project/vault";

jest.setTimeout(300_000);

const everything = { name: "everything", rate: 1000 };
const onBatch = { name: "machines", mountPath: "auth/machines", role: "batch", rate: 3, interval: 3 };
const parameters: QuotasParameters = {
  quotas: [everything, { name: "team", mountPath: "team", path: "data/slow", rate: 3, interval: 3 }, onBatch],
};

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("quotas", parameters);
});

afterAll(() => removeProject(project));

/** How many of thirty requests at once were refused for being too many. */
async function refusedOf(request: () => Promise<unknown>): Promise<number> {
  const answers = await Promise.allSettled(Array.from({ length: 30 }, request));
  return answers.filter((answer) => answer.status === "rejected" && isVaultAnswer(answer.reason, 429)).length;
}

const writesTo = (secret: string): Promise<number> =>
  asHolderOf(project, "team", (client) =>
    refusedOf(() => client.request("POST", `team/data/${secret}`, { data: { value: 1 } })),
  );

const roleIdAnswer = z.object({ data: z.object({ role_id: z.string() }) });

/** Vault counts a login before it looks at the secret-id. */
async function loginsAs(role: string): Promise<number> {
  const answer = await asDeployer(project, (client) => client.request("GET", `auth/machines/role/${role}/role-id`));
  const { role_id } = roleIdAnswer.parse(answer).data;
  return withVault(project, (client) =>
    refusedOf(() => client.request("POST", "auth/machines/login", { role_id, secret_id: "none" })),
  );
}

const inVault = (name: string): Promise<unknown> =>
  asDeployer(project, (client) => client.request("GET", `sys/quotas/rate-limit/${name}`));

describe("rate-limit quotas", () => {
  it("answer 429 to the requests above the rate, on their path alone, until the interval is over", async () => {
    expect(await writesTo("slow")).toBeGreaterThanOrEqual(24);
    expect(await writesTo("fast")).toBe(0);
    await sleep(3_000);
    expect(await writesTo("slow")).toBeLessThan(30);
  });

  it("count the logins of one role", async () => {
    expect(await loginsAs("batch")).toBeGreaterThanOrEqual(24);
    expect(await loginsAs("web")).toBe(0);
  });

  it("are in Vault as declared", async () => {
    expect(await inVault("everything")).toMatchObject({
      data: { path: "", rate: 1000, interval: 1, inheritable: true },
    });
    expect(await inVault("team")).toMatchObject({ data: { path: "team/data/slow", role: "", block_interval: 0 } });
    expect(await inVault("machines")).toMatchObject({ data: { path: "auth/machines/", role: "batch" } });
  });

  it("count something else under the same name after a change, and block as long as they are told to", async () => {
    await upWith(project, {
      quotas: [
        { ...everything, rate: 900.5 },
        { name: "team", mountPath: "team", path: "data/*", rate: 3, interval: 1, blockInterval: 4 },
        { ...onBatch, role: "web" },
      ],
    } satisfies QuotasParameters);
    expect(await inVault("everything")).toMatchObject({ data: { rate: 900.5 } });
    expect(await loginsAs("web")).toBeGreaterThanOrEqual(24);
    expect(await loginsAs("batch")).toBe(0);
    expect(await writesTo("fast")).toBeGreaterThanOrEqual(24);
    await sleep(2_000);
    expect(await writesTo("fast")).toBe(30);
    await upWith(project, {
      quotas: [everything, { name: "team", mountPath: "team", rate: 200, interval: 10 }, { ...onBatch, role: "web" }],
    } satisfies QuotasParameters);
    expect(await inVault("team")).toMatchObject({
      data: { path: "team/", rate: 200, interval: 10, block_interval: 0 },
    });
    expect(await writesTo("fast")).toBe(0);
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  it("go with their declaration", async () => {
    await upWith(project, { quotas: [] } satisfies QuotasParameters);
    await expect(inVault("team")).rejects.toThrow("found 404");
    expect(await loginsAs("web")).toBe(0);
  });
});
