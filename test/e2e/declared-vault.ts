import type { EmbeddedVault } from "../../cli/embedded-vault";

export interface VaultPorts {
  readonly api: number;
  readonly cluster: number;
}

/** What a small `stacks/` would declare: two audit devices, a deployer, and a server on these ports. */
export function declaredVault(binary: string, { api, cluster }: VaultPorts, ui = false): EmbeddedVault {
  const local = ".strongroom/vault";
  return {
    binary,
    configuration: JSON.stringify({
      api_addr: `https://127.0.0.1:${api}`,
      cluster_addr: `https://127.0.0.1:${cluster}`,
      disable_mlock: true,
      ui,
      storage: { raft: { path: `${local}/raft`, node_id: "dev", performance_multiplier: "1" } },
      listener: [
        {
          tcp: {
            address: `127.0.0.1:${api}`,
            cluster_address: `127.0.0.1:${cluster}`,
            tls_cert_file: `${local}/tls/server.pem`,
            tls_key_file: `${local}/tls/server-key.pem`,
            tls_min_version: "tls12",
          },
        },
      ],
    }),
    start: {
      auditDevices: ["a", "b"].map((path) => ({
        path,
        type: "file",
        options: { file_path: `${local}/audit/${path}.log`, mode: "0600" },
      })),
      policy: { name: "deployer", text: deployerPolicy },
      auth: { path: "userpass", type: "userpass", description: "The deployer", tune: { listing_visibility: "hidden" } },
      user: { name: "strongroom-deploy", tokenPolicies: ["deployer"], tokenTtl: 3600, tokenMaxTtl: 14400 },
    },
  };
}

const deployerPolicy = `path "sys/audit" { capabilities = ["read", "sudo"] }
path "sys/auth/*" { capabilities = ["create", "read", "update", "delete", "sudo"] }
path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete", "list"] }
path "sys/seal" { capabilities = ["update", "sudo"] }
path "auth/approle/*" { capabilities = ["create", "read", "update", "delete", "list"] }
`;
