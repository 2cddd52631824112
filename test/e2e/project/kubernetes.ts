import path from "node:path";
import { Agent, request as send } from "undici";
import { z } from "zod";
import { provideParts } from "../../../toolchain/provide";
import { freePorts } from "../../toolchain/embedded/free-ports";
import { companions, type Companions } from "./companions";
import { writeKubernetesFiles, type KubernetesFiles } from "./kubernetes-files";

/** A real Kubernetes API server: no nodes and no controllers, so that nothing ever runs and only what is asked for exists. */
export interface KubernetesServer {
  readonly address: string;
  readonly caFile: string;
  /** Of an administrator. */
  readonly kubeconfigFile: string;
  readonly adminToken: string;
  /**
   * Asks the API as the administrator.
   * @param url without the address: `/api/v1/namespaces`
   * @throws {Error} with the server's answer, where it refuses
   */
  request(method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: object): Promise<unknown>;
  /**
   * A token of a service account, as one is put into its pods.
   * @param audiences the API server itself if not given
   */
  tokenFor(namespace: string, serviceAccount: string, audiences?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an API server with RBAC over an etcd of its own, on loopback ports that nobody uses. Takes some seconds. */
export async function startKubernetes(): Promise<KubernetesServer> {
  const parts = await provideParts(["etcd", "kube-apiserver"], {
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  const programs = companions("kubernetes");
  try {
    const ports = await freePorts("api", "etcd", "etcdPeers");
    programs.start(parts.etcd.path, ...etcdOptions(programs.folder, ports));
    const address = `https://127.0.0.1:${ports.api}`;
    const files = await writeKubernetesFiles(programs.folder, address);
    programs.start(parts["kube-apiserver"].path, ...apiServerOptions(files, ports));
    const server = clientOf(programs, files, address);
    await programs.ready("the API server is ready", () => server.request("GET", "/readyz"));
    return server;
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

interface Ports {
  readonly api: number;
  readonly etcd: number;
  readonly etcdPeers: number;
}

function etcdOptions(folder: string, { etcd, etcdPeers }: Ports): string[] {
  const [clients, peers] = [`http://127.0.0.1:${etcd}`, `http://127.0.0.1:${etcdPeers}`];
  return [
    `--data-dir=${path.join(folder, "etcd")}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    // Nothing here is to survive a machine.
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

function apiServerOptions(files: KubernetesFiles, { api, etcd }: Ports): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${api}`,
    `--tls-cert-file=${files.certificate}`,
    `--tls-private-key-file=${files.key}`,
    `--token-auth-file=${files.tokens}`,
    "--authorization-mode=RBAC",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-signing-key-file=${files.signingKey}`,
    `--service-account-key-file=${files.publicKey}`,
    "--service-cluster-ip-range=10.0.0.0/24",
    // Beta, and off by default (docs/decisions/vault-ca-in-namespaces.md).
    "--feature-gates=ClusterTrustBundle=true,ClusterTrustBundleProjection=true",
    "--runtime-config=certificates.k8s.io/v1beta1/clustertrustbundles=true",
    // It would publish its own address as endpoint of the service `kubernetes`, and refuses a loopback one.
    "--endpoint-reconciler-type=none",
  ];
}

function clientOf(programs: Companions, files: KubernetesFiles, address: string): KubernetesServer {
  const dispatcher = new Agent({ connect: { ca: files.caPem } });
  const request: KubernetesServer["request"] = async (method, url, body) => {
    const answer = await send(`${address}${url}`, {
      method,
      dispatcher,
      headers: { authorization: `Bearer ${files.adminToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${url} was answered with ${answer.statusCode}: ${text}`);
    const parsed: unknown = isJson(answer.headers["content-type"]) ? JSON.parse(text) : text;
    return parsed;
  };
  return {
    address,
    caFile: files.ca,
    kubeconfigFile: files.kubeconfig,
    adminToken: files.adminToken,
    request,
    async tokenFor(namespace, serviceAccount, audiences) {
      const answer = await request("POST", `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`, {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: { audiences, expirationSeconds: 3600 },
      });
      return issued.parse(answer).status.token;
    },
    async stop() {
      await dispatcher.destroy();
      await programs.stop();
    },
  };
}

/** The checks of its health answer in plain text. */
function isJson(contentType: string | string[] | undefined): boolean {
  return contentType === "application/json";
}

const issued = z.object({ status: z.object({ token: z.string() }) });
