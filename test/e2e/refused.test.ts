import type { RefusedParameters } from "./programs/refused";
import { createModuleProject, giveParameters } from "./project/module-project";
import { removeProject, strongroom, type TestProject } from "./project/project";

jest.setTimeout(240_000);

let project: TestProject;

beforeAll(async () => {
  const nothing: RefusedParameters = { declares: [] };
  project = await createModuleProject("refused", nothing);
});

afterAll(() => removeProject(project));

describe("what Vault refuses", () => {
  it.each<[RefusedParameters["declares"], RegExp[]]>([
    [["a mount twice"], [/auth method "userpass"/, /path is already in use at userpass/, /AppRoleAuth "again"/]],
    [
      ["settings that the deployer may not write"],
      [
        /engine setting "team": Vault refused PUT team\/config \(403\)/,
        /permission denied/,
        /fix: give the deployer's policy this path in stacks\/, or leave out KvVersion2 "team"/,
      ],
    ],
    [
      // The engine's mount is made by now, and protected: what declares it stays.
      ["settings that the deployer may not write", "an issuer that nobody is"],
      [
        /auth method "ci": Vault refused PUT auth\/ci\/config \(400\)/,
        /error checking oidc discovery URL/,
        /fix: change JwtAuth "ci" in stacks\//,
      ],
    ],
  ])("is told once, by the declaration to change: %j", async (declares, lines) => {
    giveParameters(project, { declares });
    const { exitCode, stdout } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(exitCode).toBe(1);
    for (const line of lines) expect(stdout).toMatch(line);
    expect(stdout.match(/Vault refused/g)).toHaveLength(declares.length);
    expect(stdout).not.toContain("sdk-v2");
  });
});
