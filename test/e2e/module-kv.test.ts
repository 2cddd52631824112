import type { KvParameters } from "./programs/kv";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, asHolderOf } from "./project/vault";

jest.setTimeout(240_000);

const parameters: KvParameters = { path: "team", maxVersions: 3 };
let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("kv", parameters);
});

afterAll(() => removeProject(project));

const secret = "team/data/db";

function write(value: number): Promise<unknown> {
  return asHolderOf(project, "team", (client) => client.request("POST", secret, { data: { value } }));
}

describe("a key-value engine, version 2", () => {
  it("keeps a secret through a change of its settings", async () => {
    await write(1);
    await upWith(project, { ...parameters, maxVersions: 5 });
    expect(await asHolderOf(project, "team", (client) => client.request("GET", secret))).toMatchObject({
      data: { data: { value: 1 } },
    });
    expect(await asDeployer(project, (client) => client.request("GET", "team/config"))).toMatchObject({
      data: { max_versions: 5 },
    });
  });

  it("is as declared afterwards", async () => {
    const { stdout } = await mustSucceed(project.root, "preview", "dev");
    expect(stdout).toContain("no changes");
  });
});
