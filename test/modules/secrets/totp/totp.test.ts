import type { TotpKeyArgs } from "../../../../modules/secrets/totp/args";
import { Totp, totpRights } from "../../../../modules/secrets/totp/totp";
import { refusedFor, registrationsOf, secret } from "../../registrations";

const component = { id: "strongroom:secrets:Totp::totp", inputs: {} };

const mount = {
  id: "vault:index/mount:Mount::totp",
  inputs: { path: "totp", type: "totp", description: "Codes" },
  parent: component.id,
  protect: true,
};

const checkout: TotpKeyArgs = { name: "checkout", issuer: "payments", accountName: "checkout" };

const declared = (...keys: TotpKeyArgs[]) => new Totp("totp", { path: "totp", description: "Codes", keys });

describe("a TOTP engine", () => {
  it("is a protected mount with protected keys that Vault makes and shows to nobody", async () => {
    const settings = {
      account_name: "checkout",
      algorithm: "SHA256",
      exported: false,
      generate: true,
      issuer: "payments",
      key_size: 32,
      period: 30,
    };
    expect(await registrationsOf(() => declared(checkout))).toEqual([
      component,
      {
        id: "vault:generic/endpoint:Endpoint::totp/checkout",
        inputs: { path: "totp/keys/checkout", dataJson: secret(JSON.stringify(settings)), ignoreAbsentFields: true },
        parent: component.id,
        protect: true,
        dependsOn: [mount.id],
        deletedWith: mount.id,
        replaceOnChanges: ["dataJson"],
      },
      mount,
    ]);
  });

  it("refuses, all at once, what Vault would", () => {
    const problems = refusedFor(() => declared(checkout, { ...checkout, issuer: "", accountName: " ", period: 0.5 }));
    expect(problems.map(({ subject, path, found }) => [subject, path, found])).toEqual([
      ['TOTP engine "totp"', "keys", '"checkout" again'],
      ['key "checkout" of TOTP engine "totp"', "issuer", '""'],
      ['key "checkout" of TOTP engine "totp"', "accountName", '""'],
      ['key "checkout" of TOTP engine "totp"', "period", "0.5"],
    ]);
  });

  it("lets the deployer make keys, and nothing else", () => {
    expect(totpRights("totp").map(({ path, capabilities }) => [path, capabilities])).toEqual([
      ["totp/keys/+", ["read", "update"]],
    ]);
  });
});
