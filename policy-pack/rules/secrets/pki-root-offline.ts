import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import type { Join } from "../../../model/platform/join";
import type { Resource } from "../../../model/resource";
import { pkiRoleOf } from "../../../model/vault/pki-role";
import { pkiRootOf } from "../../../model/vault/pki-root";
import { vaultsOf } from "../../../model/vault/vault";
import { asUnknown, type Value } from "../../../model/value";
import { about } from "../../about";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./pki-root-offline.examples";

const must = "be in an engine without roles: a root signs intermediates, and they sign the rest";

export default defineRule({
  id: "pki-root-offline",
  family: "secrets",
  title: "A root authority issues no certificates of servers and clients itself",
  severity: "medium",
  blocks: "nowhere",
  // Vault's documentation of the PKI engine, Considerations, "Be careful with root CAs" and "One CA certificate, one secrets engine".
  sources: [{ title: "Vault Security", section: "Production Environment Requirements" }],
  rationale:
    "Whoever has a root's key is every server for all who trust it, and no list of revocations reaches a root: each client must " +
    "be given another. An engine that issues every hour is open to many; the key of a root is wanted once in some years.",
  remediation:
    "move the roles to an engine with an intermediate that this root signs, or keep the root's key outside Vault and import " +
    "the signed intermediate only",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }, _config, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap(({ here }) => here.flatMap((resource) => judgeRoot(resource, here))),
  examples,
});

function judgeRoot(resource: Resource, beside: readonly Resource[]): Outcome[] {
  const root = pkiRootOf(resource);
  if (root === undefined) return [];
  const mount = "kind" in root ? root : root.mount;
  const joins = beside.filter((other) => other !== resource).flatMap((other) => issuesFrom(other, resource, mount));
  if (joins.some(({ holds }) => holds === true))
    return [violation(mount, { must, ...about(resource) }, "an engine with roles")];
  const [open] = joins.flatMap(({ holds, of }) => (isOpen(holds) ? [{ holds, of }] : []));
  return open === undefined ? [] : [notEvaluated(open.holds, { must, ...about(open.of) })];
}

/** Whether another resource is a role that signs in the root's engine; nothing where it is no role. */
function issuesFrom(other: Resource, root: Resource, mount: Value<string | undefined>): Join[] {
  const role = pkiRoleOf(other);
  if (role === undefined) return [];
  if (mount.kind !== "known") return [{ holds: asUnknown(mount, "is a secret text"), of: root }];
  const engine = "kind" in role ? role : role.mount;
  if (engine.kind !== "known") return [{ holds: asUnknown(engine, "is a secret text"), of: other }];
  return [{ holds: engine.value === mount.value, of: other }];
}
