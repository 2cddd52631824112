import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { createProject, mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";

jest.setTimeout(180_000);

let project: TestProject;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => removeProject(project));

/** Pulumi's files of one environment, wherever the state has some. */
function stateOf(environment: string): string[] {
  const state = path.join(project.root, ".strongroom", "state");
  if (!existsSync(state)) return [];
  const name = new RegExp(`/strongroom/${environment}(\\.json|/|$)`);
  return readdirSync(state, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(`/${file}`))
    .sort();
}

describe("dev reset", () => {
  it("has nothing to remove where no Vault was ever started, also beside the state of other environments", async () => {
    await mustSucceed(project.root, "preview", "staging");
    expect(stateOf("staging")).not.toEqual([]);
    for (const options of [[], ["--yes"]]) {
      expect(await strongroom(project.root, ["dev", "reset", ...options])).toEqual({
        exitCode: 0,
        stdout: "There was no embedded Vault to remove.\n",
        stderr: "",
      });
    }
  });

  it("says what it would remove, all of which is there, and removes nothing", async () => {
    await mustSucceed(project.root, "dev", "start");
    const before = stateOf("dev");
    const { exitCode, stdout } = await strongroom(project.root, ["dev", "reset", "--json"]);
    const report = JSON.parse(stdout) as { removed: boolean; wouldRemove: { place: string; what: string }[] };
    expect(exitCode).toBe(2);
    expect(report.removed).toBe(false);
    expect(report.wouldRemove.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["its unseal key", "Pulumi's state of the environment dev"]),
    );
    expect(report.wouldRemove.filter(({ place }) => !existsSync(place))).toEqual([]);
    expect(stateOf("dev")).toEqual(before);
    expect(await strongroom(project.root, ["dev", "reset"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("Nothing was removed. To do it: strongroom dev reset --yes") as string,
    });
  });

  it("with --yes removes Vault and its environment's state, and leaves the state of others", async () => {
    const others = stateOf("staging");
    expect(await strongroom(project.root, ["dev", "reset", "--yes"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect({ dev: stateOf("dev"), staging: stateOf("staging") }).toEqual({ dev: [], staging: others });
    expect(readdirSync(path.join(project.root, ".strongroom"))).toEqual(["state"]);
  });

  it("a second time has nothing to remove", async () => {
    expect(await strongroom(project.root, ["dev", "reset", "--yes"])).toMatchObject({
      exitCode: 0,
      stdout: "There was no embedded Vault to remove.\n",
    });
  });

  it("is followed by a start that works anew, import and all", async () => {
    await mustSucceed(project.root, "dev", "start");
    const { stdout } = await mustSucceed(project.root, "preview", "dev", "--json");
    const { operations } = JSON.parse(stdout) as { operations: { type: string; kind: string }[] };
    expect(operations.filter(({ type }) => type === "vault:index/audit:Audit")).toEqual([]);
    expect(operations.filter(({ kind }) => kind !== "create")).toEqual([]);
  });
});
