import { lineOf } from "../assignments";
import { namedValuesOf, partsOf } from "../named-values";
import { printPlace, type Place } from "../place";
import type { Resource } from "../resource";
import { asBoolean } from "../scalars";
import { readSecret } from "../secret";
import { asUnknown, field, known, knownAfterApply, type Unknown, type Value } from "../value";
import { databaseConnectionsOf } from "../vault/database-connection";
import { ldapConnectionOf } from "../vault/ldap";
import { openPodPartsOf } from "./open-pods";
import { openConfigurationsOf } from "./settings";
import { containersOf, podTemplateOf } from "./workload";

/**
 * Every setting by which something in a resource would talk TLS to a peer without verifying it: known true where it would.
 * Vault's clients, servers and agents count, and whatever else says it in the words that Go programs have for it. How Vault
 * reaches a directory or a database is left out: the rules `ldap-encrypted` and `database-role-bounded` judge it.
 */
export function skippedVerifications(resource: Resource): Value<boolean | undefined>[] {
  const isBackend = [ldapConnectionOf(resource), ...databaseConnectionsOf(resource)].some(isRead);
  const settings = [
    ...(isBackend
      ? []
      : namedValuesOf(resource, isSkip)
          .filter(({ value }) => isOfPods(resource, value))
          .map(({ value }) => asBoolean(value))),
    ...partsOf(resource).flatMap(({ value }) => flagsIn(value)),
    ...containersOf(resource).flatMap(fromElsewhere),
  ];
  const places = new Set(settings.map(({ place }) => printPlace(place)));
  const open = [...openConfigurationsOf(resource), ...openPodPartsOf(resource), ...openAnnotationsOf(resource)];
  return [...settings, ...open.filter(({ place }) => !places.has(printPlace(place)))];
}

/** The injector reads them of the pods (vault-k8s, agent-inject/agent/annotations.go). */
function openAnnotationsOf(resource: Resource): Unknown[] {
  const template = podTemplateOf(resource);
  if (template === undefined || field(template, "spec").kind !== "known") return [];
  const annotations = field(template, "metadata", "annotations");
  return annotations.kind === "known" ? [] : [asUnknown(annotations, "is a secret text")];
}

/** Objects have annotations of their own, which no injector reads. */
function isOfPods(resource: Resource, { place }: Value): boolean {
  return (
    podTemplateOf(resource)?.place.path.length === 0 ||
    place.path[0] !== "metadata" ||
    !resource.type.startsWith("kubernetes:")
  );
}

/**
 * Without case and punctuation: `skipTlsVerify` (the provider), `VAULT_SKIP_VERIFY`, `tls_skip_verify` (seals, storage, agents and
 * the injector's annotation), `-vault-tls-skip-verify` and `vaultSkipTLSVerify` (the CSI provider), `insecure_tls` (plugins),
 * `insecureSkipTLSVerify` and `insecureSkipVerify` (Kubernetes and Prometheus).
 */
const skipNames =
  /^(?:(?:vault)?skipverify|(?:vault)?tlsskipverify|(?:vault)?skiptlsverify|insecureskip(?:tls)?verify|insecuretls)$/u;

function isSkip(name: string): boolean {
  const words = name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/[^A-Za-z]/gu, "")
    .toLowerCase();
  return skipNames.test(words);
}

/** A connection that could be read is judged by the rule of its kind. */
function isRead(connection: object | undefined): boolean {
  return connection !== undefined && !("kind" in connection);
}

/** Without a value the flag stands for true; with one it is an assignment. */
const flag = /(?<![\w-])--?(?:vault-)?tls-skip-verify(?![\w=-])/gu;

function flagsIn(text: Value): Value<boolean>[] {
  // A probe asks its own container, over loopback and without a token.
  if (text.place.path.some((step) => /Probe$/u.test(String(step)))) return [];
  if (text.kind === "secret") return readSecret(text, (revealed) => flagsOf(revealed, text.place));
  return text.kind === "known" && typeof text.value === "string" ? flagsOf(text.value, text.place) : [];
}

function flagsOf(text: string, place: Place): Value<boolean>[] {
  return [...text.matchAll(flag)].map(({ index }) => known(true, lineOf(text, index, place)));
}

/** A variable that comes from a ConfigMap or a Secret when the container starts. */
function fromElsewhere({ environment }: ReturnType<typeof containersOf>[number]): Value<boolean | undefined>[] {
  return environment.flatMap(({ name, value }) =>
    name === "VAULT_SKIP_VERIFY" && value.kind === "unknown" && value.why !== knownAfterApply ? [value] : [],
  );
}
