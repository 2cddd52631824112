import { assignmentsIn, type NamedValue } from "./assignments";
import {
  chartValuesType,
  cloudInitType,
  composeType,
  configurationFileType,
  environmentFileType,
  stackConfigurationType,
  unitType,
} from "./file-types";
import { keysOfSecretsIn, isKeyOfSecret } from "./key-of-secret";
import { placesIn } from "./matches";
import { partsOf } from "./named-values";
import { isSamePlace, printPlace, type Place } from "./place";
import { placeholder } from "./placeholder";
import type { Resource } from "./resource";
import { sealCredentialsOf, sealsOf } from "./server/seal";
import { configurationsOf } from "./server/settings";
import { openPodPartsOf } from "./server/open-pods";
import { podTemplateOf } from "./server/workload";
import { storedCredentialsOf } from "./root-credential";
import { known, map, type Value } from "./value";

/** A secret that lies open in what is meant to be read: a configuration, an environment, a policy. */
export interface PlainSecret {
  readonly what: "a private key" | "an address with a password" | "an API key" | "a password or key";
  /** Known true where one stands. */
  readonly stands: Value<boolean>;
}

/**
 * The secrets that lie open in a resource which others may read. Vault's own tokens and key shares are not among them, nor are the
 * credentials of seals: the rules `no-root-token-stored` and `seal-no-inline-credential` judge those.
 */
export function plainSecretsOf(resource: Resource): PlainSecret[] {
  const parts = readableParts(resource);
  const found = [...parts.flatMap((part) => secretsIn(part, isPolicy(resource))), ...openPartsOf(resource, parts)];
  if (found.length === 0) return [];
  const others = [...judgedElsewhere(resource).map(({ place }) => place), ...keysOfSecretsIn(resource.inputs)];
  const byPlace = new Map(found.toReversed().map((each) => [printPlace(each.stands.place), each]));
  return [...byPlace.values()]
    .filter(({ stands }) => !others.some((place) => isSamePlace(place, stands.place)))
    .toReversed();
}

function judgedElsewhere(resource: Resource): Value<unknown>[] {
  const stored = storedCredentialsOf(resource).map((credential) => credential.stored);
  const seals = configurationsOf(resource).flatMap(sealsOf).flatMap(sealCredentialsOf);
  return [...stored, ...seals].filter((value) => value.kind === "known" && value.value);
}

const files: ReadonlySet<string> = new Set([
  chartValuesType,
  cloudInitType,
  composeType,
  configurationFileType,
  environmentFileType,
  stackConfigurationType,
  unitType,
]);

function isPolicy({ type }: Resource): boolean {
  return type === "vault:index/policy:Policy";
}

/** What of a resource is there for others to read. A Secret of Kubernetes' is kept from most, and Vault's resources are no configuration. */
function readableParts(resource: Resource): NamedValue[] {
  const { type } = resource;
  if (files.has(type) || /^kubernetes:(?:core\/v1:ConfigMap(?:Patch)?|helm\.sh\/v[34]:(?:Release|Chart))$/u.test(type))
    return partsOf(resource).filter(({ value }) => value.place.path[0] !== "metadata");
  if (isPolicy(resource)) return partsOf(resource).filter(({ name }) => name === "policy");
  if (podTemplateOf(resource) !== undefined) {
    return partsOf(resource).filter(({ value }) => has(value.place, /^(?:env|args|command)$/u));
  }
  if (/^(?:kubernetes|pulumi|strongroom|vault):/u.test(type)) return [];
  return partsOf(resource).filter(({ value }) =>
    has(value.place, /^(?:environment|environmentVariables|envs?|userData|customData|content)$/u),
  );
}

function has({ path }: Place, name: RegExp): boolean {
  return path.some((step) => typeof step === "string" && name.test(step));
}

/** In the words of programs: `DB_PASSWORD`, `spring.datasource.password`, `apiKey`, `client-secret`. */
const credentialWords =
  /(?:^| )(?:password|passwd|pwd|passphrase|pass|bindpass|(?:api|secret|private|encryption|signing|account|shared)(?: access)? ?key|apikey|client secret|app secret|webhook secret|jwt secret|(?:access|api|auth|bearer|refresh|bot) token|token)$/u;

/** Whether a value of that name is a password or a key. */
export function isCredentialName(name: string): boolean {
  return credentialWords.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .replace(/[^A-Za-z0-9]+/gu, " ")
    .trim()
    .toLowerCase();
}

function secretsIn(part: NamedValue, isPolicyText: boolean): PlainSecret[] {
  const named = isPolicyText ? [] : [part, ...assignmentsIn(part.value, isCredentialName)].flatMap(byName);
  return [...named, ...byLook(part.value)];
}

function byName({ name, value }: NamedValue): PlainSecret[] {
  if (!isCredentialName(name) || isKeyOfSecret({ name, value })) return [];
  const stands =
    value.kind === "secret"
      ? known(value.matches(/\S/u) && !value.matches(placeholder), value.place)
      : map(value, (content, place) => known(typeof content === "string" && isLiteral(content), place));
  return stands.kind === "known" && !stands.value ? [] : [{ what: "a password or key", stands }];
}

function isLiteral(text: string): boolean {
  return /\S/u.test(text) && !placeholder.test(text);
}

/** A password that a template or a variable stands for is none. */
const word = String.raw`(?![\s$<%{(*]|\.{3})[^\s@/"']+`;

const looks: readonly { readonly what: PlainSecret["what"]; readonly look: RegExp }[] = [
  { what: "a private key", look: /-----BEGIN [A-Z ]*PRIVATE KEY-----/u },
  {
    what: "an address with a password",
    look: new RegExp(String.raw`\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:"']*:${word}@|\b\w+:${word}@tcp\(`, "iu"),
  },
  // GitHub, GitLab, Slack, Stripe and Google, by the prefixes that they document for secret scanners.
  {
    what: "an API key",
    look: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,}|glpat-[\w-]{20}|xox[abpr]-[\w-]{20,}|[rs]k_live_\w{20,}|AIza[\w-]{35})/u,
  },
];

function byLook(text: Value): PlainSecret[] {
  return looks.flatMap(({ what, look }) => placesIn(text, look).map((place) => ({ what, stands: known(true, place) })));
}

/** What is not known and could hold one: whole parts of a resource, files, policies, what a pod runs, and addresses of what asks for passwords. */
function openPartsOf(resource: Resource, parts: readonly NamedValue[]): PlainSecret[] {
  const isOpen = ({ name }: NamedValue) =>
    wholeParts.test(name) || isAddressName(name) || (isMap(resource) && name.includes(".")) || isPolicy(resource);
  const open = [...parts.filter(isOpen).map(({ value }) => value), ...openPodPartsOf(resource)];
  return open.flatMap((value) => (value.kind === "unknown" ? [{ what: "a password or key", stands: value }] : []));
}

/** Lists and objects go by such names where nothing of them is known. */
const wholeParts = /^(?:config|environment|script|services|text|values|variables)?$/u;

function isMap({ type }: Resource): boolean {
  return /:ConfigMap(?:Patch)?$/u.test(type);
}

const addressWords =
  /(?:^| )(?:(?:database|db|mongo|mongodb|redis|postgres|postgresql|mysql|jdbc|amqp|rabbitmq|broker) (?:url|uri)|dsn|connection string)$/u;

function isAddressName(name: string): boolean {
  return addressWords.test(wordsOf(name));
}
