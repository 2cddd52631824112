import { serverConfiguration } from "../../modules/server/configuration";
import { declare } from "../../stacks/core";
import { readEnvironment } from "../../stacks/environment";
import path from "node:path";

const folder = path.join(__dirname, "..", "..", "stacks");

function configurationOf(environment: string): unknown {
  return JSON.parse(serverConfiguration(declare(readEnvironment(folder, environment, []).values).server));
}

describe("the servers' configuration", () => {
  it("of production is what its file declares, in Vault's words", () => {
    expect(configurationOf("production")).toEqual({
      listener: [
        {
          tcp: {
            address: "0.0.0.0:8200",
            cluster_address: "0.0.0.0:8201",
            tls_cert_file: "/vault/tls/server.pem",
            tls_key_file: "/vault/tls/server-key.pem",
            tls_min_version: "tls12",
          },
        },
      ],
      storage: {
        raft: {
          path: "/vault/data",
          performance_multiplier: 1,
          retry_join: [
            { leader_api_addr: "https://vault-0.vault-internal:8200" },
            { leader_api_addr: "https://vault-1.vault-internal:8200" },
            { leader_api_addr: "https://vault-2.vault-internal:8200" },
          ],
        },
      },
      api_addr: "https://vault.production.example.com:8200",
      cluster_addr: "https://vault.production.example.com:8201",
      seal: { awskms: { region: "eu-central-1", kms_key_id: "alias/vault-production" } },
      telemetry: { prometheus_retention_time: "24h", disable_hostname: true },
      ui: false,
      disable_mlock: true,
    });
  });

  it("of dev names the files that Strongroom makes", () => {
    expect(configurationOf("dev")).toMatchObject({
      listener: [{ tcp: { tls_cert_file: ".strongroom/vault/tls/server.pem" } }],
      storage: { raft: { path: ".strongroom/vault/raft", node_id: "dev" } },
    });
  });
});
