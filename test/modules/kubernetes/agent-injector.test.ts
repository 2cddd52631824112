import { agentInjectorAnnotations } from "../../../modules/kubernetes/agent-injector";
import type { AgentInjectorArgs, InjectedCa, InjectedSecret } from "../../../modules/kubernetes/agent-injector-args";
import {
  clusterTrustBundleVolume,
  configMapVolume,
  serviceAccountTokenVolume,
} from "../../../modules/kubernetes/volumes";
import { refusedFor } from "../registrations";

const minimal: AgentInjectorArgs = {
  role: "orders",
  mountPath: "kubernetes",
  secrets: [{ name: "mysql", path: "secret/data/mysql" }],
  ca: { from: "injector" },
};

const always = {
  "vault.hashicorp.com/agent-inject": "true",
  "vault.hashicorp.com/auth-path": "auth/kubernetes",
  "vault.hashicorp.com/role": "orders",
  "vault.hashicorp.com/agent-service-account-token-volume-name": "vault-token",
  "vault.hashicorp.com/agent-inject-secret-mysql": "secret/data/mysql",
};

describe("annotations for the agent injector", () => {
  it("log in with the token for Vault, and revoke what was made for the Pod when it ends", () => {
    expect(agentInjectorAnnotations(minimal)).toEqual({
      ...always,
      "vault.hashicorp.com/agent-revoke-on-shutdown": "true",
    });
  });

  it("have what is given, and no template that writes what is not there", () => {
    const args: AgentInjectorArgs = {
      ...minimal,
      address: "https://vault.example.com:8200",
      prePopulateOnly: true,
      secrets: [...minimal.secrets, { name: "env", path: "database/creds/orders", template: "{{ with secret }}" }],
    };
    expect(agentInjectorAnnotations(args)).toEqual({
      ...always,
      "vault.hashicorp.com/service": "https://vault.example.com:8200",
      "vault.hashicorp.com/agent-pre-populate-only": "true",
      "vault.hashicorp.com/agent-inject-secret-env": "database/creds/orders",
      "vault.hashicorp.com/agent-inject-template-env": "{{ with secret }}",
      "vault.hashicorp.com/error-on-missing-key-env": "true",
    });
  });

  it.each<[InjectedCa, object]>([
    [
      { from: "secret", secretName: "vault-tls", file: "ca.crt" },
      { "vault.hashicorp.com/tls-secret": "vault-tls", "vault.hashicorp.com/ca-cert": "/vault/tls/ca.crt" },
    ],
    [
      { from: "volume", container: "orders", file: "/etc/vault-ca/ca.crt" },
      {
        "vault.hashicorp.com/agent-copy-volume-mounts": "orders",
        "vault.hashicorp.com/ca-cert": "/etc/vault-ca/ca.crt",
      },
    ],
  ])("find the CA in %j", (ca, annotations) => {
    expect(agentInjectorAnnotations({ ...minimal, ca })).toMatchObject(annotations);
  });

  const withSecret = (secret: Partial<InjectedSecret>): AgentInjectorArgs => ({
    ...minimal,
    secrets: [{ name: "mysql", path: "secret/data/mysql", ...secret }],
  });

  const refused: readonly [string, AgentInjectorArgs, path: string][] = [
    ["no role", { ...minimal, role: "" }, "role"],
    ["a mount with auth/", { ...minimal, mountPath: "auth/kubernetes" }, "mountPath"],
    ["a mount with a slash at its end", { ...minimal, mountPath: "kubernetes/" }, "mountPath"],
    ["an address without TLS", { ...minimal, address: "http://vault" }, "address"],
    [
      "a Secret that is none",
      { ...minimal, ca: { from: "secret", secretName: "CA", file: "ca.crt" } },
      "ca.secretName",
    ],
    ["a path out of a Secret", { ...minimal, ca: { from: "secret", secretName: "ca", file: "../x" } }, "ca.file"],
    ["a CA nowhere", { ...minimal, ca: { from: "volume", container: "orders", file: "ca.crt" } }, "ca.file"],
    [
      "a CA where the injector copies no mount",
      { ...minimal, ca: { from: "volume", container: "orders", file: "/var/run/secrets/ServiceAccount/ca.crt" } },
      "ca.file",
    ],
    ["no container", { ...minimal, ca: { from: "volume", container: "", file: "/ca.crt" } }, "ca.container"],
    ["no secret", { ...minimal, secrets: [] }, "secrets"],
    ["a name in another case", withSecret({ name: "MySQL" }), "secrets[0].name"],
    ["a name that is read as another annotation", withSecret({ name: "file-mysql" }), "secrets[0].name"],
    ["a name too long for an annotation", withSecret({ name: "a".repeat(42) }), "secrets[0].name"],
    ["one name twice", { ...minimal, secrets: [...minimal.secrets, ...minimal.secrets] }, "secrets[1].name"],
    ["a path that ends the template's text", withSecret({ path: 'secret/data/"x' }), "secrets[0].path"],
    ["a path from the root", withSecret({ path: "/secret/data/x" }), "secrets[0].path"],
    ["an empty template", withSecret({ template: " " }), "secrets[0].template"],
  ];

  it.each(refused)("with %s are refused", (_, args, path) => {
    expect(refusedFor(() => agentInjectorAnnotations(args))).toEqual([
      expect.objectContaining({ subject: `agent injector annotations for role "${args.role}"`, path }),
    ]);
  });

  it("with a password in the address are refused, and it is not repeated", () => {
    expect(refusedFor(() => agentInjectorAnnotations({ ...minimal, address: "https://a:CANARY@vault" }))).toEqual([
      {
        subject: 'agent injector annotations for role "orders"',
        path: "address",
        must: "start with https://, and be nothing but host, port and path",
        found: "one with a user",
      },
    ]);
  });

  it("with the longest name that an annotation can have are accepted", () => {
    const names = Object.keys(agentInjectorAnnotations(withSecret({ name: "a".repeat(41), template: "x" })));
    expect(Math.max(...names.map((name) => name.split("/")[1]?.length ?? 0))).toBe(63);
  });
});

describe("volumes of a Pod", () => {
  it("hold a token for Vault alone, and the CA of the cluster or of the namespace", () => {
    expect([serviceAccountTokenVolume("vault"), clusterTrustBundleVolume(), configMapVolume("example-ca")]).toEqual([
      {
        name: "vault-token",
        projected: { sources: [{ serviceAccountToken: { audience: "vault", expirationSeconds: 600, path: "token" } }] },
      },
      {
        name: "vault-ca",
        projected: { sources: [{ clusterTrustBundle: { name: "vault-ca", path: "ca.crt" } }] },
      },
      { name: "example-ca", configMap: { name: "example-ca", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    ]);
  });
});
