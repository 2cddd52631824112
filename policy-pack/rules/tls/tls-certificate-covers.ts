import { z } from "zod";
import { chartValuesType } from "../../../model/file-types";
import type { ServerCertificate } from "../../../model/platform/certificates";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { covers } from "../../../model/platform/host-name";
import { certificatesOf, declaresCertificates } from "../../../model/platform/server-certificate";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { hostIn, usedAddressesOf, type UsedAddress } from "../../../model/platform/used-addresses";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import type { Unknown, Value } from "../../../model/value";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-certificate-covers.examples";

export default defineRule({
  id: "tls-certificate-covers",
  family: "tls",
  title: "The servers' certificate has every name by which they are reached",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
    { title: "Vault production checklist", section: "TLS connection" },
  ],
  // What Vault verifies: physical/raft/raft.go (retry_join), http/handler.go (redirects to api_addr), api/client.go (VAULT_ADDR).
  rationale:
    "A server whose name is missing from the certificate cannot be joined, and a cluster that must form again after an outage does " +
    "not. Snapshots and requests that are sent on to the active node fail at its api_addr. The usual way out is to verify nothing, " +
    "and that stays.",
  remediation:
    "add the name to the certificate (*.vault-internal for each pod of the official chart), or give leader_tls_servername",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }) => {
    if (!declaresCertificates(resources)) return [];
    const open = openWorkloadsIn(resources).map(({ manifest, open: containers }) =>
      notEvaluated(containers, { ...everyName, subject: subjectOf(manifest) }),
    );
    return [...open, ...serversIn(resources).flatMap((server) => judgeServer(server, resources))];
  },
  examples,
});

const everyName = { must: "have a certificate with every name by which it is reached" };

function judgeServer(server: ServerWorkload, resources: readonly Resource[]): Outcome[] {
  const addresses = byHost(usedAddressesOf(server, resources), server);
  return certificatesOf(server, resources).flatMap((certificate) => {
    const subject = subjectOf("names" in certificate ? certificate.resource : server.manifest);
    if (!("names" in certificate))
      return isNamedLater(certificate, server) ? [] : [notEvaluated(certificate, { ...everyName, subject })];
    return addresses.flatMap((used) => judgeAddress(used, server, certificate));
  });
}

/** One for each host, in an order that does not depend on that of the program. */
function byHost(addresses: readonly UsedAddress[], server: ServerWorkload): UsedAddress[] {
  const keyed = addresses.map((used) => ({
    used,
    key: used.address.kind === "known" ? hostIn(used.address.value ?? "", server) : undefined,
  }));
  const distinct = keyed.filter(
    ({ key }, index) => key === undefined || keyed.findIndex((other) => other.key === key) === index,
  );
  return distinct.sort((left, right) => ((left.key ?? "") < (right.key ?? "") ? -1 : 1)).map(({ used }) => used);
}

function judgeAddress(
  { resource, use, address }: UsedAddress,
  server: ServerWorkload,
  certificate: ServerCertificate,
): Outcome[] {
  if (isNamedLater(address, server)) return [];
  if (address.kind !== "known") return [notEvaluated(address, { ...everyName, subject: subjectOf(resource) })];
  const host = hostIn(address.value ?? "", server) ?? "";
  const requirement = {
    must: `have the name ${host}: ${use} in ${subjectOf(resource)} has it`,
    subject: subjectOf(certificate.resource),
    ...(isPodAddress(host) ? { fix: byName } : {}),
  };
  const { names } = certificate;
  if (names.kind !== "known") return [notEvaluated(names, requirement)];
  if (names.value.some((name) => stands(name, host))) return [];
  const open = names.value.find((name): name is Unknown => name.kind === "unknown");
  return [open === undefined ? violation(names, requirement, show(names.value)) : notEvaluated(open, requirement)];
}

/** No certificate that stands beside a file of values could have the names that their installation gives. */
function isNamedLater({ kind, place }: Value<unknown>, { manifest }: ServerWorkload): boolean {
  const isFile = manifest.madeBy?.type === chartValuesType;
  return isFile && kind === "unknown" && /^(?:fullnameOverride|namespace)$/u.test(String(place.path.at(-1)));
}

/** The official chart's own setting, where none is given: no certificate has the address of a pod. */
function isPodAddress(host: string): boolean {
  return /POD_IP|HOST_IP/u.test(host);
}

const byName =
  "give the address by a name: https://$(HOSTNAME).vault-internal:8200 (server.ha.apiAddr in the official chart)";

function stands(name: Value<string>, host: string): boolean {
  if (name.kind === "secret") return name.matches(matching(host));
  return name.kind === "known" && covers(name.value, host);
}

/** A name that is secret is asked for the host itself and for the one wildcard that stands for it. */
function matching(host: string): RegExp {
  const wildcard = host.replace(/^[^.]+/u, "*");
  const literal = (text: string) => text.replace(/[.*]/gu, "\\$&");
  return new RegExp(`^(?:${literal(host)}|${literal(wildcard)})$`, "iu");
}

function show(names: readonly Value<string>[]): string {
  const shown = names.flatMap((name) => (name.kind === "known" ? [`"${name.value}"`] : [])).slice(0, 6);
  if (shown.length === 0) return names.length === 0 ? "no names" : "other names";
  return `${shown.join(", ")}${names.length > shown.length ? `, ${names.length - shown.length} more` : ""}`;
}
