import { z } from "zod";
import { appRoleOf } from "../../../model/vault/approle";
import { notKnownYet } from "../../example";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const must = "ask for a secret-id at login (bind_secret_id)";
const written = {
  secret_id_ttl: "24h",
  secret_id_num_uses: 24,
  secret_id_bound_cidrs: "10.20.0.0/16",
  token_bound_cidrs: "10.20.0.0/16",
  token_max_ttl: "4h",
};

export default defineRule({
  id: "approle-secret-id-required",
  family: "auth",
  title: "An AppRole logs in with a secret-id, not with its role-id alone",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Vault Security", section: "Setting Up AppRole for Reference API" }],
  rationale:
    "A role-id is a name: it stands in configuration, logs and images, and the document says itself that it can be public. " +
    "Without bind_secret_id, knowing that name is all that a login takes.",
  remediation: "leave bind_secret_id as it is by default, true, and give the application a secret-id",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource) => {
    const bindSecretId = appRoleOf(resource)?.bindSecretId;
    if (bindSecretId === undefined) return [];
    return demand(bindSecretId, { must }, { known: (isBound) => isBound !== false, secret: () => false });
  },
  examples: {
    good: [
      { name: "the default", resources: [role({})] },
      { name: "a write that says so", resources: [write("role/ci", { ...written, bind_secret_id: "true" })] },
      {
        name: "a write to another method, as its mount says",
        resources: [
          write("role/ci", { token_max_ttl: "1h", role_type: "jwt", bound_audiences: "vault", bound_subject: "ci" }),
          { type: "vault:jwt/authBackend:AuthBackend", props: { path: "approle", tune: { maxLeaseTtl: "12h" } } },
        ],
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "a role that switches it off",
        resources: [role({ bindSecretId: false })],
        finds: [{ subject: 'AppRole "ci"', path: "bindSecretId", must, found: "false" }],
      },
      {
        name: "a write, in another of Vault's spellings",
        resources: [write("role/ci", { ...written, bind_secret_id: "F" })],
        finds: [{ subject: 'write to "auth/approle/role/ci"', path: "dataJson.bind_secret_id", must, found: "false" }],
      },
      {
        name: "a write of the setting by its own path, with 0",
        resources: [write("role/ci/bind-secret-id", { bind_secret_id: 0 })],
        finds: [
          {
            subject: 'write to "auth/approle/role/ci/bind-secret-id"',
            path: "dataJson.bind_secret_id",
            must,
            found: "false",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a setting that another resource decides",
        resources: [role({ bindSecretId: notKnownYet })],
        finds: [{ subject: 'AppRole "ci"', path: "bindSecretId", must }],
      },
    ],
  },
});

function role(props: Record<string, unknown>) {
  const networks = ["10.20.0.0/16"];
  const bounds = {
    secretIdTtl: 24 * 3600,
    secretIdNumUses: 24,
    secretIdBoundCidrs: networks,
    tokenBoundCidrs: networks,
  };
  return {
    type: "vault:appRole/authBackendRole:AuthBackendRole",
    props: { roleName: "ci", tokenMaxTtl: 4 * 3600, ...bounds, ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return {
    type: "vault:generic/endpoint:Endpoint",
    props: { path: `auth/approle/${path}`, dataJson: JSON.stringify(data) },
  };
}
