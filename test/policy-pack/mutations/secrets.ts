import { adding, changing } from "./intact";
import { vault, write } from "./intact-vault";
import { breaking, by, type Mutation } from "./mutation";

export const secretsMutations: readonly Mutation[] = [
  breaking(
    "kv-versioned",
    by("a single version", changing("versions", { maxVersions: 1 }), {
      "no-data-loss": "Vault destroys the versions that it has kept",
    }),
    by("more than anybody keeps, by a write", adding(write("kept", "secret/metadata/api", { max_versions: "100000" }))),
  ),
  breaking(
    "database-role-bounded",
    by("no end", changing("shop-reader", { maxTtl: 0 })),
    by(
      "a superuser",
      changing("shop-reader", {
        creationStatements: ["CREATE ROLE \"{{name}}\" WITH LOGIN SUPERUSER PASSWORD '{{password}}'"],
      }),
    ),
    by(
      "TLS where the server likes it",
      changing("shop-database", {
        postgresql: { connectionUrl: "postgresql://{{username}}:{{password}}@db.example.com/shop" },
      }),
    ),
  ),
  breaking(
    "pki-role-bounded",
    by("any name", changing("api-certificates", { allowAnyName: true })),
    by(
      "every name below a top-level domain",
      changing("api-certificates", { allowedDomains: ["com"], allowSubdomains: true }),
    ),
  ),
  breaking(
    "pki-root-offline",
    by(
      "a root beside the role",
      adding(
        vault("pkiSecret/secretBackendRootCert:SecretBackendRootCert", "root", {
          backend: "pki",
          type: "internal",
          commonName: "example",
          ttl: "87600h",
        }),
      ),
    ),
  ),
  breaking(
    "secret-not-in-config",
    by("a ConfigMap", changing("shop-authority", { data: { "app.yaml": "db:\n  password: correct-horse\n" } })),
    by(
      "an application's environment",
      changing("api", {
        spec: {
          template: { spec: { containers: [{ name: "api", env: [{ name: "DB_PASSWORD", value: "correct-horse" }] }] } },
        },
      }),
    ),
  ),
  breaking(
    "secret-not-in-state",
    by("a database's password in clear", changing("shop-database", { postgresql: { password: "not-shown" } })),
    by(
      "a secret that the program writes",
      adding(
        vault("kv/secretV2:SecretV2", "written", {
          mount: "secret",
          name: "api",
          dataJson: '{"password":"not-shown"}',
        }),
      ),
      { "static-credential-rotated": "a password that nobody changes" },
    ),
  ),
  breaking(
    "static-credential-rotated",
    by("a credential that nobody changes", changing("shop-database", { rotationPeriod: undefined })),
  ),
  breaking(
    "transit-key-contained",
    by("a key that can be exported", changing("orders-key", { exportable: true })),
    by("a key that can be deleted", changing("orders-key", { deletionAllowed: true })),
    by(
      "a write of the setting",
      adding(write("deletable", "transit/keys/orders/config", { deletion_allowed: "true" })),
    ),
  ),
];
