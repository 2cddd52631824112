import { generateKeyPairSync, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createAuthority, createServerCertificate } from "../../../toolchain/embedded/certificate";

/** What an API server is started with, and an administrator reaches it with. */
export interface KubernetesFiles {
  readonly ca: string;
  readonly caPem: string;
  readonly certificate: string;
  readonly key: string;
  readonly signingKey: string;
  readonly publicKey: string;
  readonly tokens: string;
  readonly adminToken: string;
  readonly kubeconfig: string;
}

/** Makes them in a folder: a CA, a certificate for loopback, keys for service accounts, a token of an administrator. */
export async function writeKubernetesFiles(folder: string, address: string): Promise<KubernetesFiles> {
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const authority = await createAuthority(new Date());
  const server = await createServerCertificate(authority, new Date());
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const adminToken = randomUUID();
  const ca = write("ca.pem", authority.certificate);
  return {
    ca,
    caPem: authority.certificate,
    certificate: write("server.pem", server.certificate),
    key: write("server.key", server.key),
    signingKey: write("service-accounts.key", privateKey),
    publicKey: write("service-accounts.pem", publicKey),
    tokens: write("tokens.csv", `${adminToken},admin,admin,system:masters\n`),
    adminToken,
    kubeconfig: write("kubeconfig", JSON.stringify(kubeconfig(address, ca, adminToken))),
  };
}

/** Every kubeconfig is YAML, and JSON is YAML. */
function kubeconfig(address: string, ca: string, token: string): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: address, "certificate-authority": ca } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    "current-context": "test",
  };
}
