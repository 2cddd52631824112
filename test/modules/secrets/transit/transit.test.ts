import type { TransitKeyArgs } from "../../../../modules/secrets/transit/args";
import { Transit, transitRights } from "../../../../modules/secrets/transit/transit";
import { refusedFor, registrationsOf } from "../../registrations";

const component = { id: "strongroom:secrets:Transit::transit", inputs: {} };

const mount = {
  id: "vault:index/mount:Mount::transit",
  inputs: { path: "transit", type: "transit" },
  parent: component.id,
  protect: true,
};

const key = {
  id: "vault:transit/secretBackendKey:SecretBackendKey::transit/orders",
  inputs: {
    backend: "transit",
    name: "orders",
    type: "aes256-gcm96",
    autoRotatePeriod: 90 * 24 * 3600,
    minDecryptionVersion: 1,
    minEncryptionVersion: 0,
    derived: false,
    convergentEncryption: false,
    exportable: false,
    allowPlaintextBackup: false,
    deletionAllowed: false,
  },
  parent: component.id,
  protect: true,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

const declared = (...keys: TransitKeyArgs[]) => new Transit("transit", { path: "transit", keys });

describe("a transit engine", () => {
  it("is a protected mount with protected keys that stay in Vault", async () => {
    expect(await registrationsOf(() => declared({ name: "orders" }))).toEqual([component, mount, key]);
  });

  it("has what is given", async () => {
    const given: TransitKeyArgs = {
      name: "orders",
      type: "chacha20-poly1305",
      autoRotatePeriod: 3600,
      minDecryptionVersion: 2,
      minEncryptionVersion: 3,
      derived: true,
      convergentBecause: "customers are looked up by their encrypted number",
    };
    const { convergentBecause, ...inputs } = given;
    expect(await registrationsOf(() => declared(given))).toEqual([
      component,
      mount,
      { ...key, inputs: { ...key.inputs, ...inputs, convergentEncryption: convergentBecause !== undefined } },
    ]);
  });

  const subject = 'key "orders" of transit engine "transit"';
  it.each<[string, TransitKeyArgs[], object[]]>([
    [
      "a key that is never rotated",
      [{ name: "orders", autoRotatePeriod: 0 }],
      [
        {
          subject,
          path: "autoRotatePeriod",
          must: "be an hour or more",
          found: "0 s",
          fix: "leave it out for 90 days",
        },
      ],
    ],
    [
      "versions that Vault does not have",
      [{ name: "orders", minDecryptionVersion: 0, minEncryptionVersion: 1 }],
      [
        { subject, path: "minDecryptionVersion", must: "be a version, from 1", found: "0", fix: "leave it out for 1" },
        {
          subject,
          path: "minEncryptionVersion",
          must: "be a version from 2, and none that cannot decrypt",
          found: "1",
          fix: "leave it out where every version may encrypt",
        },
      ],
    ],
    [
      "a convergent key without a reason",
      [{ name: "orders", derived: true, convergentBecause: " " }],
      [
        {
          subject,
          path: "convergentBecause",
          must: "say why, for a derived key",
          found: "no reason",
          fix: "set derived, or leave it out",
        },
      ],
    ],
    [
      "a derived key of a type that cannot be",
      [{ name: "orders", type: "rsa-4096", derived: true }],
      [
        {
          subject,
          path: "derived",
          must: "be for one of aes256-gcm96, aes128-gcm96, chacha20-poly1305, ed25519",
          found: "rsa-4096",
          fix: "choose another type",
        },
      ],
    ],
    [
      "two keys of one name",
      [{ name: "orders" }, { name: "orders" }],
      [
        {
          subject: 'transit engine "transit"',
          path: "keys",
          must: "have each name once",
          found: '"orders" again',
          fix: "give each its own name",
        },
      ],
    ],
  ])("refuses %s", (_, keys, problems) => {
    expect(refusedFor(() => declared(...keys))).toEqual(problems);
  });

  it("lets the deployer make and tune keys, and nothing else", () => {
    expect(transitRights("transit").map(({ path, capabilities }) => [path, capabilities])).toEqual([
      ["transit/keys/+", ["create", "read", "update"]],
      ["transit/keys/+/config", ["update"]],
    ]);
  });
});
