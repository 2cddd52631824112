import { openVault, type VaultClient } from "../../live/client";
import { companions } from "../e2e/project/companions";
import { freePorts } from "./embedded/free-ports";
import { vaultBinary } from "./embedded/vault-binary";

const programs = companions("vault-plugins");
let client: VaultClient;

/** A server in memory, without TLS: nothing of it is under test but what is compiled into it. */
beforeAll(async () => {
  const { port } = await freePorts("port");
  const options = [`-dev-listen-address=127.0.0.1:${port}`, "-dev-root-token-id=root", "-dev-no-store-token"];
  programs.start(await vaultBinary(), "server", "-dev", ...options);
  client = (await openVault({ address: `http://127.0.0.1:${port}` })).withToken("root");
  await programs.ready("Vault answers", () => client.request("GET", "sys/mounts"));
}, 1_200_000);

afterAll(async () => {
  await client.close();
  await programs.stop();
});

describe("the Vault that the toolchain provides", () => {
  test.each(["approle", "cert", "github", "jwt", "kubernetes", "ldap", "oidc", "userpass"])(
    "has the auth method %s",
    async (type) => {
      await client.request("POST", `sys/auth/tried-${type}`, { type });
      await client.request("GET", `sys/auth/tried-${type}/tune`);
    },
  );

  test.each(["database", "kv", "pki", "ssh", "totp", "transit"])("has the engine %s", async (type) => {
    await client.request("POST", `sys/mounts/tried-${type}`, { type });
    await client.request("GET", `sys/mounts/tried-${type}/tune`);
  });

  test("has PostgreSQL for the engine database", async () => {
    await client.request("POST", "sys/mounts/tried-postgresql", { type: "database" });
    const connection = {
      plugin_name: "postgresql-database-plugin",
      verify_connection: false,
      username: "a",
      password: "b",
    };
    const url = "postgresql://{{username}}:{{password}}@127.0.0.1:9/tried";
    await client.request("POST", "tried-postgresql/config/tried", { ...connection, connection_url: url });
  });
});
