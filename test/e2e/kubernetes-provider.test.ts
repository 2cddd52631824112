import { spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pulumiEnvironment, pulumiParts } from "../../toolchain/environment";
import { provideParts } from "../../toolchain/provide";
import { freshFolder } from "../toolchain/fake-programs";
import { startKubernetes, type KubernetesServer } from "./project/kubernetes";

/** Somebody else made the settings, and they are taken over. */
const program = `
const { core } = require("@pulumi/kubernetes");
const namespace = new core.v1.Namespace("shop", { metadata: { name: "shop" } });
new core.v1.ServiceAccount("api", { metadata: { name: "api", namespace: namespace.metadata.name } });
new core.v1.ConfigMap("settings", { metadata: { name: "settings", namespace: "theirs" }, data: { a: "1" } }, { import: "theirs/settings" });
`;

const folder = freshFolder();
let server: KubernetesServer;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  server = await startKubernetes();
  const metadata = (name: string) => ({ apiVersion: "v1", metadata: { name } });
  await server.request("POST", "/api/v1/namespaces", { kind: "Namespace", ...metadata("theirs") });
  const settings = { kind: "ConfigMap", ...metadata("settings"), data: { a: "1" } };
  await server.request("POST", "/api/v1/namespaces/theirs/configmaps", settings);

  writeFileSync(path.join(folder, "Pulumi.yaml"), "name: tried\nruntime: nodejs\n");
  writeFileSync(path.join(folder, "package.json"), '{ "main": "index.js" }');
  writeFileSync(path.join(folder, "index.js"), program);
  symlinkSync(path.join(__dirname, "../../node_modules"), path.join(folder, "node_modules"));
  const parts = await provideParts([...pulumiParts, "provider-kubernetes"], {
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  const pulumis = await pulumiEnvironment(parts, { state: path.join(folder, "state") });
  environment = { ...process.env, ...pulumis, KUBECONFIG: server.kubeconfigFile };
  pulumi("stack", "init", "dev");
}, 1_800_000);

afterAll(() => server.stop());

function pulumi(...commandLine: string[]): string {
  const run = { cwd: folder, env: environment, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync("pulumi", [...commandLine, "--non-interactive"], run);
  if (status !== 0)
    throw new Error(`pulumi ${commandLine.join(" ")} ended with ${String(status)}:\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

describe("plain pulumi with the Kubernetes provider that the toolchain gives", () => {
  test("makes objects, and takes over one that is there", async () => {
    const printed = pulumi("up", "--yes", "--skip-preview", "--color", "never");
    expect(printed).toContain("+ 3 created");
    expect(printed).toContain("= 1 imported");
    expect(printed).not.toMatch(/warning/i);
    expect(await server.request("GET", "/api/v1/namespaces/shop/serviceaccounts/api")).toMatchObject({
      metadata: { name: "api" },
    });
  }, 120_000);

  test("finds nothing to change afterwards, on the server either", () => {
    expect(pulumi("preview", "--refresh", "--expect-no-changes", "--color", "never")).toContain("4 unchanged");
  }, 120_000);
});
