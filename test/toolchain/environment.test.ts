import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { pulumiEnvironment, shellExports } from "../../toolchain/environment";
import type { ProvidedPart } from "../../toolchain/provide";
import { folderWith, freshFolder } from "./fake-programs";

/** What every environment has, and what only one with objects in Kubernetes has. */
const files = {
  "language-nodejs": "pulumi-language-nodejs",
  "analyzer-policy": "pulumi-analyzer-policy",
  pulumi: "pulumi",
  "provider-vault": "pulumi-resource-vault",
  "provider-kubernetes": "pulumi-resource-kubernetes",
} as const;

const versions: Partial<Record<keyof typeof files, string>> = {
  "provider-vault": "7.8.0",
  "provider-kubernetes": "4.25.0",
};

/** Parts that say what they are, all from one place. */
function partsFrom(from: ProvidedPart["from"]) {
  const folder = folderWith(Object.fromEntries(Object.values(files).map((file) => [file, `${from} ${file}`])));
  const part = (name: keyof typeof files): ProvidedPart => ({
    name,
    version: versions[name] ?? "3.220.0",
    from,
    path: path.join(folder, files[name]),
    passedOver: [],
  });
  return {
    folder,
    "language-nodejs": part("language-nodejs"),
    "analyzer-policy": part("analyzer-policy"),
    pulumi: part("pulumi"),
    "provider-vault": part("provider-vault"),
    kubernetes: { "provider-kubernetes": part("provider-kubernetes") },
  };
}

const userPath = "/usr/local/bin:/usr/bin:/bin";

describe("the environment of Pulumi with parts of ours", () => {
  const cache = freshFolder();
  const state = path.join(freshFolder(), "with space", "state");
  const user = { STRONGROOM_HOME: cache, PATH: userPath };

  test("has its own home, plugins and state, and nothing of the user's", async () => {
    const environment = await pulumiEnvironment(partsFrom("cache"), { state, environment: user });
    const [installation = ""] = readdirSync(path.join(cache, "installations"));
    const folder = path.join(cache, "installations", installation);
    expect(environment).toEqual({
      PATH: `${folder}/bin:${userPath}`,
      PULUMI_HOME: `${folder}/home`,
      PULUMI_BACKEND_URL: `file://${state.replace(" ", "%20")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_CONFIG_PASSPHRASE_FILE: "",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
    expect(statSync(state).mode & 0o777).toBe(0o700);
  });

  test("has host and analyzer beside the real file of pulumi, and the plugin where Pulumi looks for it", async () => {
    const parts = partsFrom("cache");
    const { PATH, PULUMI_HOME } = await pulumiEnvironment(parts, { state, environment: user });
    const programs = PATH?.split(":")[0] ?? "";
    expect(readdirSync(programs).sort()).toEqual(["pulumi", "pulumi-analyzer-policy", "pulumi-language-nodejs"]);
    expect(realpathSync(path.join(programs, "pulumi"))).toBe(path.join(programs, "pulumi"));
    expect(realpathSync(path.join(PULUMI_HOME ?? "", "plugins/resource-vault-v7.8.0/pulumi-resource-vault"))).toBe(
      parts["provider-vault"].path,
    );
  });

  test("has the plugin for Kubernetes as well where it is given, in another installation", async () => {
    const { kubernetes, ...parts } = partsFrom("cache");
    const without = await pulumiEnvironment(parts, { state, environment: user });
    const withIt = await pulumiEnvironment({ ...parts, ...kubernetes }, { state, environment: user });
    const plugins = (home = "") => readdirSync(path.join(home, "plugins")).sort();
    expect(plugins(without["PULUMI_HOME"])).toEqual(["resource-vault-v7.8.0"]);
    expect(plugins(withIt["PULUMI_HOME"])).toEqual(["resource-kubernetes-v4.25.0", "resource-vault-v7.8.0"]);
    const plugin = path.join(
      withIt["PULUMI_HOME"] ?? "",
      "plugins/resource-kubernetes-v4.25.0/pulumi-resource-kubernetes",
    );
    expect(realpathSync(plugin)).toBe(kubernetes["provider-kubernetes"].path);
  });

  test("is the same for the same parts, also when asked twice at once, and another for other parts", async () => {
    const parts = partsFrom("cache");
    const ask = (asked: typeof parts) => pulumiEnvironment(asked, { state, environment: user });
    const [first, second] = await Promise.all([ask(parts), ask(parts)]);
    expect(second).toEqual(first);
    expect((await ask(partsFrom("cache")))["PULUMI_HOME"]).not.toBe(first["PULUMI_HOME"]);
    expect(readdirSync(path.join(cache, "installations")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("has the empty passphrase of its stack files, whatever the user exported for stacks elsewhere", async () => {
    const own = { PULUMI_CONFIG_PASSPHRASE: "of another stack", PULUMI_CONFIG_PASSPHRASE_FILE: "/home/me/passphrase" };
    expect(await pulumiEnvironment(partsFrom("cache"), { state, environment: { ...user, ...own } })).toMatchObject({
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_CONFIG_PASSPHRASE_FILE: "",
    });
  });

  test("within itself stays as it is", async () => {
    const parts = partsFrom("cache");
    const outer = await pulumiEnvironment(parts, { state, environment: user });
    expect(await pulumiEnvironment(parts, { state, environment: { ...user, ...outer } })).toMatchObject({
      PATH: outer["PATH"],
      PULUMI_HOME: outer["PULUMI_HOME"],
    });
  });
});

test("with the user's own pulumi, host and analyzer stay theirs and only the plugin is placed", async () => {
  const parts = partsFrom("PATH");
  const environment = { STRONGROOM_HOME: freshFolder(), PATH: `${userPath}:${parts.folder}` };
  const { PATH, PULUMI_HOME } = await pulumiEnvironment(parts, {
    state: path.join(freshFolder(), "state"),
    environment,
  });
  expect(PATH).toBe(`${parts.folder}:${userPath}`);
  expect(
    readFileSync(path.join(PULUMI_HOME ?? "", "plugins/resource-vault-v7.8.0/pulumi-resource-vault"), "utf8"),
  ).toContain("PATH pulumi-resource-vault");
});

test("the export lines give a shell exactly the values, whatever stands in them", () => {
  const folder = freshFolder();
  mkdirSync(path.join(folder, "a"));
  const values = { ONE: 'it\'s "$HOME" `id` \\ here', TWO: "", THREE: "two\nlines; rm -rf a" };
  const script = `${shellExports(values)}node -p 'JSON.stringify({ONE: process.env.ONE, TWO: process.env.TWO, THREE: process.env.THREE})'`;
  expect(JSON.parse(execFileSync("/bin/sh", ["-c", script], { cwd: folder, encoding: "utf8" }))).toEqual(values);
  expect(readdirSync(folder)).toEqual(["a"]);
});
