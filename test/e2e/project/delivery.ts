/** Deliveries of secret-ids into the namespace `shop` of a cluster, and what comes of them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { makeNamespaces } from "./cluster";
import { startKubernetes, type KubernetesServer } from "./kubernetes";
import { createProject, mustSucceed, removeProject, strongroom } from "./project";
import type { CommandResult, TestProject } from "./project";
import { asDeployer, withVault } from "./vault";

/** Where deliveries are tried. */
export interface Place {
  readonly project: TestProject;
  readonly server: KubernetesServer;
  /** For kubeconfigs. */
  readonly folder: string;
}

/** A cluster with the namespace `shop`, and a project whose Vault has AppRoles. */
export async function makePlace(): Promise<Place> {
  const [server, project] = await Promise.all([startKubernetes(), createProject()]);
  await makeNamespaces(server, "shop");
  await mustSucceed(project.root, "dev", "start");
  await asDeployer(project, (deployer) => deployer.request("POST", "sys/auth/approle", { type: "approle" }));
  return { server, project, folder: mkdtempSync(path.join(tmpdir(), "strongroom-delivery-")) };
}

export async function removePlace({ server, project, folder }: Place): Promise<void> {
  await removeProject(project);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A role of its own for a test. */
export function declareRole({ project }: Place, role: string, settings: object = {}): Promise<unknown> {
  return asDeployer(project, (deployer) =>
    deployer.request("POST", `auth/approle/role/${role}`, {
      token_policies: ["default"],
      secret_id_ttl: 3600,
      secret_id_num_uses: 24,
      ...settings,
    }),
  );
}

/** The command line of a delivery, with the administrator's kubeconfig where none is given. */
export function deliveryOf({ server }: Place, role: string, ...options: string[]): string[] {
  const kubeconfig = options.includes("--kubeconfig") ? [] : ["--kubeconfig", server.kubeconfigFile];
  return ["secret-id", "deliver", role, "--namespace", "shop", ...kubeconfig, ...options];
}

export function deliver(place: Place, role: string, ...options: string[]): Promise<CommandResult> {
  return strongroom(place.project.root, deliveryOf(place, role, ...options));
}

const secretShape = z.object({
  metadata: z.object({
    uid: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  type: z.string(),
  data: z.record(z.string(), z.string()),
});

/** A Secret, its data decoded as a volume shows them. */
export type DecodedSecret = z.infer<typeof secretShape>;

export async function secretCalled({ server }: Place, name: string): Promise<DecodedSecret> {
  const { data, ...secret } = secretShape.parse(await server.request("GET", `/api/v1/namespaces/shop/secrets/${name}`));
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()] as const);
  return { ...secret, data: Object.fromEntries(decoded) };
}

/** Makes a Secret as somebody else would. */
export function makeSecret({ server }: Place, name: string, metadata: object, stringData: object): Promise<unknown> {
  const body = { apiVersion: "v1", kind: "Secret", metadata: { name, ...metadata }, stringData };
  return server.request("POST", "/api/v1/namespaces/shop/secrets", body);
}

/** Changes a Secret as somebody else would: a label more, and data more. */
export async function touchSecret(place: Place, name: string, extraData: object = {}): Promise<void> {
  const { metadata, type, data } = await secretCalled(place, name);
  await place.server.request("PUT", `/api/v1/namespaces/shop/secrets/${name}`, {
    ...{ apiVersion: "v1", kind: "Secret", type, stringData: { ...data, ...extraData } },
    metadata: { ...metadata, name, labels: { ...metadata.labels, touched: "yes" } },
  });
}

/** Logs in with the two files of a Secret, as an application does. */
export function logInWith({ project }: Place, { data }: DecodedSecret): Promise<"in" | "refused"> {
  const body = { role_id: data["role-id"], secret_id: data["secret-id"] };
  return withVault(project, (client) => client.request("POST", "auth/approle/login", body)).then(
    () => "in" as const,
    () => "refused" as const,
  );
}

const listed = z.array(z.object({ accessor: z.string() }));

/** The accessors of a role's secret-ids, the oldest first. */
export async function accessorsOf({ project }: Place, role: string): Promise<string[]> {
  const { stdout } = await strongroom(project.root, ["secret-id", "list", role, "--json"]);
  return listed.parse(JSON.parse(stdout)).map(({ accessor }) => accessor);
}

/** A kubeconfig like the administrator's, changed. @returns its path */
export function kubeconfigWith({ server, folder }: Place, change: (text: string) => string): string {
  const file = path.join(folder, `kubeconfig-${Math.random().toString(36).slice(2)}`);
  writeFileSync(file, change(readFileSync(server.kubeconfigFile, "utf8")), { mode: 0o600 });
  return file;
}
