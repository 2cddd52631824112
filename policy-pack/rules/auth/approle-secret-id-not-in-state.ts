import { z } from "zod";
import { exportedSecretIds, keptSecretIdsOf, type KeptSecretId } from "../../../model/vault/kept-secret-id";
import { notKnownYet } from "../../example";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const must = "leave no secret-id in state";
const stack = "pulumi:pulumi:Stack";
const subject = 'secret-id of AppRole "ci"';

export default defineRule({
  id: "approle-secret-id-not-in-state",
  family: "auth",
  title: "No program keeps the secret-id of an AppRole in its state",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "DO NOT Store Tokens in .env Files" },
    { title: "Vault Security", section: "Advantages of AppRole" },
  ],
  rationale:
    "State is kept for years, copied to backups, and read by everybody who may preview. A secret-id in it is the " +
    "application's login for all of them, and renewing it means running the program. A wrapping token is no use once the " +
    "application has unwrapped it, and if somebody was there before, the application notices.",
  remediation:
    "hand it out with `strongroom secret-id issue` when the application is deployed, or give the resource a wrapping_ttl of minutes",
  config: z.object({
    maxWrappingTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(3600)
      .meta({ stricter: "lower" })
      .describe("how long a wrapped secret-id may wait in state for its application, in seconds"),
  }),
  kind: "resource",
  check: (resource, { maxWrappingTtlSeconds }) => keptSecretIdsOf(resource, maxWrappingTtlSeconds).flatMap(judge),
  // What a program exports is known only when it has ended.
  checkStack: ({ resources }) =>
    resources
      .filter(({ type }) => type === stack)
      .flatMap(exportedSecretIds)
      .flatMap(judge),
  examples: {
    good: [
      { name: "a wrapped secret-id", resources: [secretId({ wrappingTtl: "300s" })] },
      {
        name: "a write that keeps nothing of the answer",
        resources: [write("auth/approle/role/ci/secret-id", { metadata: "{}" })],
      },
      { name: "a role-id as an output", resources: [{ type: stack, props: { roleId: "a1b2c3d4" } }] },
    ],
    bad: [
      {
        name: "a secret-id without wrapping",
        resources: [secretId({})],
        finds: [{ subject, path: "wrappingTtl", must, found: "a secret-id without wrapping" }],
      },
      {
        name: "a wrapping that waits for days, for whoever unwraps it first",
        resources: [secretId({ wrappingTtl: "72h" })],
        finds: [{ subject, path: "wrappingTtl", must, found: "a secret-id that is wrapped for too long" }],
      },
      {
        name: "secret-ids as an output",
        resources: [{ type: stack, props: { secretIds: ["8f2c1f1e-example"] } }],
        finds: [{ subject: "stack production", path: "secretIds[0]", must, found: "a secret-id" }],
      },
      {
        name: "a secret-id of the program's own, which wrapping does not hide",
        resources: [secretId({ wrappingTtl: "300s", secretId: "8f2c1f1e-example" })],
        finds: [{ subject, path: "secretId", must, found: "a secret-id" }],
      },
      {
        name: "a login by the program",
        resources: [
          {
            type: "vault:appRole/authBackendLogin:AuthBackendLogin",
            props: { roleId: "a1b2c3d4", secretIdWo: "8f2c1f1e-example", secretIdWoVersion: 1 },
          },
        ],
        finds: [{ subject: 'AuthBackendLogin "example"', path: "clientToken", must, found: "a login, with its token" }],
      },
      {
        name: "a write that keeps the secret-id of the answer",
        resources: [write("auth/approle/role/ci/secret-id", {}, { writeFields: ["secret_id_accessor", "secret_id"] })],
        finds: [
          {
            subject: 'write to "auth/approle/role/ci/secret-id"',
            path: "writeFields[1]",
            must,
            found: "a secret-id",
          },
        ],
      },
      {
        name: "a write of a secret-id of the program's own",
        resources: [write("auth/apps/role/ci/custom-secret-id", { secret_id: "8f2c1f1e-example" })],
        finds: [
          {
            subject: 'write to "auth/apps/role/ci/custom-secret-id"',
            path: "dataJson.secret_id",
            must,
            found: "a secret-id",
          },
        ],
      },
      {
        name: "a login by a write",
        resources: [write("auth/approle/login", { role_id: "a1b2c3d4", secret_id: "8f2c1f1e-example" })],
        finds: [{ subject: 'write to "auth/approle/login"', path: "dataJson.secret_id", must, found: "a secret-id" }],
      },
      {
        name: "a secret-id as an output",
        resources: [{ type: stack, props: { application: { roleId: "a1b2c3d4", secretId: "8f2c1f1e-example" } } }],
        finds: [{ subject: "stack production", path: "application.secretId", must, found: "a secret-id" }],
      },
    ],
    unknown: [
      {
        name: "a wrapping that another resource decides",
        resources: [secretId({ wrappingTtl: notKnownYet })],
        finds: [{ subject, path: "wrappingTtl", must }],
      },
      {
        name: "a secret-id as an output that is made only by the apply",
        resources: [{ type: stack, props: { ciSecretId: notKnownYet } }],
        finds: [{ subject: "stack production", path: "ciSecretId", must }],
      },
    ],
  },
});

function judge({ what, kept }: KeptSecretId): Outcome[] {
  if (kept.kind !== "known") return [notEvaluated(kept, { must })];
  return kept.value ? [violation(kept, { must }, what)] : [];
}

function secretId(props: Record<string, unknown>) {
  return {
    type: "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId",
    props: { roleName: "ci", ...props },
  };
}

function write(path: string, data: Record<string, unknown>, props: Record<string, unknown> = {}) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data), ...props } };
}
