import { z } from "zod";
import { quote } from "../../../hcl/quote";
import type { Stanza } from "../../../access/policy/policy";
import { reaches } from "../../../access/policy/segments";
import { aclPolicyOf, type AclPolicy } from "../../../model/vault/acl-policy";
import { keyValueOf } from "../../../model/vault/key-value";
import { mountOf, routeOf, type Mount } from "../../../model/vault/mount";
import { vaultsOf } from "../../../model/vault/vault";
import { about } from "../../about";
import { atStanza, shownIn, stanzasOf } from "../../acl-policy";
import { isResponsible } from "../../environment";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./policy-known-mount.examples";

export default defineRule({
  id: "policy-known-mount",
  family: "policy",
  title: "Every path in a policy is one that something mounted serves",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Step 1: Create a Policy for the Application" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
  ],
  rationale:
    "A path below a mount that does not exist allows nothing and denies nothing, until somebody mounts something there. In a " +
    "key-value engine of version 2 the secret app is at data/app and metadata/app: a policy for app itself is about nothing, " +
    "and a deny on it protects nothing.",
  remediation: "correct the path, or declare the mount",
  config: z.object({
    mounts: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("paths that something is mounted at by another stack: secret, auth/ldap"),
  }),
  kind: "stack",
  check: ({ resources }, { mounts: elsewhere }, environment) =>
    vaultsOf(resources, environment.vaultAddress).flatMap(({ here, below, open }) => {
      const known = [...wellKnown, ...below, ...elsewhere.map((path) => path.replace(/^\/+|\/+$/gu, ""))];
      const mounts = here.flatMap((resource) => mountOf(resource) ?? []);
      // Whoever mounts nothing of a kind leaves that to another stack.
      const isJudged = {
        engine: mounts.some(({ kind }) => kind === "engine"),
        method: mounts.some(({ kind }) => kind === "method") && isResponsible(environment, "auth"),
      };
      const outcomes = here
        .flatMap((resource) => aclPolicyOf(resource) ?? [])
        .flatMap((policy) => judgePolicy(policy, { mounts, known, isJudged }));
      return open === undefined
        ? outcomes
        : outcomes.map((outcome) => ({ ...outcome, ...notEvaluated(open, { must: outcome.must }) }));
    }),
  examples,
});

const served = {
  must: "name only paths below something that is mounted",
  accept: "name the mount in this rule's mounts if another stack mounts it",
};
const secretsOfVersion2 = {
  must: "name the paths of a key-value engine of version 2: data/, metadata/, delete/, undelete/, destroy/ or subkeys/",
};

/** vault-plugin-secrets-kv, backend.go, pathsAndPolicies */
const pathsOfVersion2 = ["data", "metadata", "delete", "undelete", "destroy", "subkeys", "config"];

/** Mounted in every Vault (vault/mount.go, requiredMountTable; vault/auth.go). */
const wellKnown = ["sys", "identity", "cubbyhole", "auth/token"];

interface Surroundings {
  readonly mounts: readonly Mount[];
  /** Paths at which something is mounted that the stack does not mount. */
  readonly known: readonly string[];
  readonly isJudged: Readonly<Record<Mount["kind"], boolean>>;
}

function judgePolicy(policy: AclPolicy, { mounts, known, isJudged }: Surroundings): Outcome[] {
  if (!isJudged.engine && !isJudged.method) return [];
  const stanzas = stanzasOf(policy);
  if ("kind" in stanzas) return [notEvaluated(stanzas, { ...served, ...about(policy.resource) })];
  return stanzas.flatMap((stanza) => {
    const kind = stanza.pattern.text.startsWith("auth/") ? "method" : "engine";
    if (!isJudged[kind] || known.some((path) => reaches(stanza.pattern, path))) return [];
    return judgeStanza(policy, stanza, mounts);
  });
}

function judgeStanza(policy: AclPolicy, stanza: Stanza, mounts: readonly Mount[]): Outcome[] {
  const answers = mounts.flatMap((mount) => answerOf(mount, stanza));
  if (answers.includes("served")) return [];
  const where = atStanza(policy, stanza);
  const requirement = { ...(answers.includes("outside") ? secretsOfVersion2 : served), ...about(policy.resource) };
  const found = shownIn(policy, quote(stanza.path));
  return answers.includes("open")
    ? [notEvaluated(where, requirement, `${found}, and a mount whose path or version is not known`)]
    : [violation(where, requirement, found)];
}

/** `outside`: in an engine of version 2, and none of its paths. `open`: decided by what is not known of the mount. */
type Answer = "served" | "outside" | "open";

/** Nothing where the mount has nothing to do with the path. */
function answerOf(mount: Mount, { pattern }: Stanza): Answer[] {
  const route = routeOf(mount);
  if (route.kind !== "known") return ["open"];
  if (!reaches(pattern, route.value)) return [];
  const isMountItself = [route.value, `${route.value}/`].includes(pattern.text);
  const isPathOfVersion2 = pathsOfVersion2.some((below) => reaches(pattern, `${route.value}/${below}`));
  const version = isMountItself || isPathOfVersion2 ? undefined : keyValueOf(mount.resource)?.version;
  if (version === undefined) return ["served"];
  if (version.kind !== "known") return ["open"];
  return [version.value === 2 ? "outside" : "served"];
}
