import { Server } from "../../../modules/server/server";
import type { ServerSettings } from "../../../modules/server/settings";
import { registrationsOf } from "../registrations";

const settings: ServerSettings = {
  listeners: [
    {
      address: "0.0.0.0:8200",
      tlsCertFile: "/tls/server.pem",
      tlsKeyFile: "/tls/server-key.pem",
      tlsMinVersion: "tls12",
    },
  ],
  apiAddress: "https://vault.example.com:8200",
  clusterAddress: "https://vault.example.com:8201",
  storage: { raft: { path: "/vault/data", retryJoin: [{ leaderApiAddress: "https://vault-0:8200" }] } },
  seal: { type: "awskms", settings: { region: "eu-central-1" } },
  telemetry: { prometheusRetentionTime: "24h", disableHostname: true },
  ui: false,
  disableMlock: true,
};

describe("the servers' settings", () => {
  it("pass through the engine whole, where every preview shows and the rules judge them", async () => {
    expect(await registrationsOf(() => new Server("server", settings))).toEqual([
      { id: "strongroom:server:Server::server", inputs: settings },
    ]);
  });
});
