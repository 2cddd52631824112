import { vaultProvider, type VaultProviderArgs } from "../../../modules/provider/provider";
import { KvVersion2 } from "../../../modules/secrets/kv";
import { registrationsOf, type Registration } from "../registrations";

const userpass: VaultProviderArgs = {
  address: "https://vault.example.com:8200",
  login: { method: "userpass", mount: "userpass", username: "deployer" },
};

/** What the SDK adds by itself: the provider's own defaults. */
const defaults = { maxLeaseTtlSeconds: "1200", maxRetries: "2" };

const provider = {
  id: "pulumi:providers:vault::vault",
  inputs: {
    address: "https://vault.example.com:8200",
    authLoginUserpass: '{"mount":"userpass","username":"deployer"}',
    skipChildToken: "true",
    ...defaults,
  },
};

function providerOf(args: VaultProviderArgs): Promise<readonly Registration[]> {
  return registrationsOf(() => vaultProvider("vault", args));
}

describe("the provider", () => {
  it("logs in a user by name", async () => {
    expect(await providerOf(userpass)).toEqual([provider]);
  });

  it("logs in a role by name, and trusts the CA that is given", async () => {
    const args: VaultProviderArgs = {
      address: "https://vault.example.com:8200",
      caCertificate: "/tls/ca.pem",
      login: { method: "jwt", mount: "jwt-deploy", role: "deployer" },
    };
    expect(await providerOf(args)).toEqual([
      {
        ...provider,
        inputs: {
          address: "https://vault.example.com:8200",
          caCertFile: "/tls/ca.pem",
          authLoginJwt: '{"mount":"jwt-deploy","role":"deployer"}',
          skipChildToken: "true",
          ...defaults,
        },
      },
    ]);
  });

  // The SDK keeps every argument of a provider in state in clear.
  it("takes over nothing from the environment, where its credential is", async () => {
    const canary = "canary-4711";
    const before = { ...process.env };
    const credentials = [
      "VAULT_TOKEN",
      "TERRAFORM_VAULT_USERNAME",
      "TERRAFORM_VAULT_PASSWORD",
      "TERRAFORM_VAULT_AUTH_JWT",
    ];
    Object.assign(process.env, Object.fromEntries(credentials.map((name) => [name, canary])));
    try {
      expect(await providerOf(userpass)).toEqual([provider]);
    } finally {
      for (const name of credentials) restore(name, before[name]);
    }
  });

  it("drops what it has no name for, such as a password that somebody adds past the types", async () => {
    const login = { ...userpass.login, password: "canary-4711", token: "canary-4711" };
    const args: VaultProviderArgs = { ...userpass, login, ...{ token: "canary-4711" } };
    expect(await providerOf(args)).toEqual([provider]);
  });

  it("is the one that a module's resources use when the module is given it", async () => {
    const registered = await registrationsOf(
      () => new KvVersion2("static", { path: "secret" }, { providers: { vault: vaultProvider("vault", userpass) } }),
    );
    expect(registered.flatMap(({ id, provider: used }) => (used === undefined ? [] : [[id, used]]))).toEqual([
      ["vault:index/mount:Mount::secret", provider.id],
      ["vault:kv/secretBackendV2:SecretBackendV2::secret", provider.id],
    ]);
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
