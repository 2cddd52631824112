import { assignmentsIn, type NamedValue } from "./assignments";
import { partsOf } from "./named-values";
import { placesIn } from "./matches";
import { placeholder } from "./placeholder";
import { isSamePlace, printPlace, type Place } from "./place";
import { vaultProviderType, type Resource } from "./resource";
import { openPodPartsOf } from "./server/open-pods";
import { sealCredentialsOf, sealsOf } from "./server/seal";
import { configurationsOf, openConfigurationsOf } from "./server/settings";
import { tokenLook } from "./secret-text";
import { containersOf } from "./server/workload";
import { textOf } from "./scalars";
import { field, known, map, type Value } from "./value";
import { writeOf } from "./vault/write";

/** Something that opens a Vault, kept where a program keeps its settings. */
export interface StoredCredential {
  readonly what: "a Vault token" | "a root token" | "an unseal or recovery key";
  /** Known true where one stands. */
  readonly stored: Value<boolean>;
}

/**
 * Every token of Vault's, by its look or its name, and every key share, by its name, that stands in a resource. What a provider of
 * Vault's logs in with is left out, and what a seal does: the rules `no-static-token` and `seal-no-inline-credential` judge those.
 */
export function storedCredentialsOf(resource: Resource): StoredCredential[] {
  if (resource.type === vaultProviderType) return [];
  const found = [
    ...partsOf(resource).flatMap((part) => credentialsIn(part, resource)),
    ...inWrite(resource),
    ...inCommands(resource),
  ];
  const ofSeals = found.length === 0 ? [] : placesOfSeals(resource);
  const credentials = found.filter(({ stored }) => !ofSeals.some((place) => isSamePlace(place, stored.place)));
  const places = new Set(credentials.map(({ stored }) => printPlace(stored.place)));
  const open = [...openConfigurationsOf(resource), ...openPodPartsOf(resource)].filter(
    ({ place }) => !places.has(printPlace(place)),
  );
  return [...credentials, ...open.map((stored) => ({ what: "a Vault token" as const, stored }))];
}

/** Requests that take a key share (vault/logical_system_paths.go). */
const takesShare =
  /^sys\/(?:unseal|rekey(?:-recovery-key)?\/(?:update|verify)|generate-(?:root|recovery-token)\/update)$/u;

function inWrite(resource: Resource): StoredCredential[] {
  const write = writeOf(resource);
  if (write?.path.kind !== "known" || !takesShare.test(write.path.value)) return [];
  return [{ what: "an unseal or recovery key", stored: isLiteral(field(write.data, "key"), /./u) }];
}

function placesOfSeals(resource: Resource): Place[] {
  const credentials = configurationsOf(resource).flatMap(sealsOf).flatMap(sealCredentialsOf);
  return credentials.filter((value) => value.kind === "known" && value.value).map(({ place }) => place);
}

function credentialsIn(part: NamedValue, resource: Resource): StoredCredential[] {
  const assigned = assignmentsIn(part.value, (name) => kindOf(name) !== undefined);
  const named = isSealed(part, resource) ? [] : [part, ...assigned].flatMap(byName);
  const keys = [...named, ...inText(part.value)].filter(({ stored }) => stored.kind !== "known" || stored.value);
  const others = byLook(part.value).filter(({ stored }) =>
    keys.every((key) => !isSamePlace(key.stored.place, stored.place)),
  );
  return [...keys, ...others];
}

/** What only the controller of Sealed Secrets can read. Nothing but its name could speak against it. */
function isSealed({ value }: NamedValue, { type }: Resource): boolean {
  return /:SealedSecret$/u.test(type) && value.place.path[1] === "encryptedData";
}

interface Kind {
  /** Of names without case and punctuation. */
  readonly names: RegExp;
  readonly what: StoredCredential["what"];
  /** What a value of that name must look like. */
  readonly look: RegExp;
  /** Whether others have such names too, so that only a value that is there says what it is. */
  readonly isShared?: boolean;
}

/**
 * A share of a key is 33 bytes, in base64 or hexadecimal (vault/init.go), or a little more where the key is longer. One that is
 * encrypted with PGP is much longer.
 */
const share = String.raw`(?<![\w+/.-])(?:[0-9a-fA-F]{40,90}|(?=[^\d\s]*\d)(?=[^A-Z\s]*[A-Z])[A-Za-z0-9+/]{40,90}={0,2})(?![\w+/=-])`;
const shareLook = new RegExp(share, "u");

/** A root token can be any word, where somebody chose it. */
const anyWord = /^(?!\s*(?:revoked|removed|deleted|destroyed|rotated|disabled|unset)\b)\s*\S+\s*$/iu;

/** With the words of `vault operator init` (command/operator_init.go), of the API's answer to it, and of the server's flags. */
const kinds: readonly Kind[] = [
  { names: /^(?:vault)?(?:initial|dev)?roottoken(?:id)?$/u, what: "a root token", look: anyWord },
  {
    names: /^vaulttoken$/u,
    what: "a Vault token",
    look: new RegExp(`${tokenLook.source}|^\\s*(?:\\S{20,}|root)\\s*$`, "u"),
  },
  {
    names: /^(?:vault)?(?:unseal|recovery)keys?(?:b64|base64|hex)?\d*$/u,
    what: "an unseal or recovery key",
    look: shareLook,
  },
  {
    // Bank-Vaults calls them vault-unseal-0 and so on (bank-vaults.dev, "Unseal keys").
    names: /(?:unseal|recovery)(?:\d+|(?:key|share)s?(?:b64|base64|hex)?\d*)$|^vaultkeys?\d*$|^keys(?:b64|base64)?$/u,
    what: "an unseal or recovery key",
    look: shareLook,
    isShared: true,
  },
];

function kindOf(name: string): Kind | undefined {
  const words = name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/[^A-Za-z0-9]/gu, "")
    .toLowerCase();
  return kinds.find(({ names }) => names.test(words));
}

function byName({ name, value }: NamedValue): StoredCredential[] {
  const kind = kindOf(name);
  if (kind === undefined || (kind.isShared === true && value.kind === "unknown")) return [];
  return [{ what: kind.what, stored: isLiteral(value, kind.look) }];
}

function isLiteral(value: Value, look: RegExp): Value<boolean> {
  const isOne = (matches: (pattern: RegExp) => boolean) =>
    matches(look) && (!matches(placeholder) || (look === shareLook && matches(startsWithShare)));
  if (value.kind === "secret") return known(isOne(value.matches), value.place);
  return map(value, (content, place) =>
    known(typeof content === "string" && isOne((pattern) => pattern.test(content)), place),
  );
}

const startsWithShare = new RegExp(`^\\s*${share}`, "u");

/** A program that hands key shares over, by the command or by the API. */
const handsOver = /\boperator\s+(?:unseal|rekey|generate-root)\b|\bsys\/(?:unseal|rekey|generate-root)\b/u;

/** Exactly as long as one is: 33 bytes, or 32 where the key is not split. A checksum in hexadecimal has 64 digits or fewer. */
const wholeShare =
  /(?<![\w+/.-])(?:[0-9a-fA-F]{66}|(?=[^\d\s]*\d)(?=[^A-Z\s]*[A-Z])(?:[A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=))(?![\w+/=-])/u;

/** `vault operator unseal KEY`, and `Unseal Key 1: KEY` as `vault operator init` prints it. */
const inTexts: readonly RegExp[] = [
  /\boperator\s+(?:unseal|rekey|generate-root)\s+(?:-\S+\s+)*["']?[A-Za-z0-9+/]{40,}={0,2}(?![^\s;&|"'`)])/u,
  new RegExp(String.raw`\b(?:unseal|recovery)\s+key\s*\d*\s*[:=]\s*["']?${share}`, "iu"),
];

function inText(text: Value): StoredCredential[] {
  const patterns = placesIn(text, handsOver).length > 0 ? [...inTexts, wholeShare] : inTexts;
  const places = patterns.flatMap((pattern) => placesIn(text, pattern));
  return places
    .filter((place, index) => places.findIndex((other) => isSamePlace(other, place)) === index)
    .map((place) => ({ what: "an unseal or recovery key", stored: known(true, place) }));
}

/** Where a command line is a list, a share is a word of its own: `["vault", "operator", "unseal", KEY]`. */
function inCommands(resource: Resource): StoredCredential[] {
  return containersOf(resource).flatMap(({ commandLine }) => {
    const line = known(commandLine.map((word) => textOf(word) ?? "").join(" "), resource.inputs.place);
    if (placesIn(line, handsOver).length === 0) return [];
    return commandLine
      .filter((word) => placesIn(word, handsOver).length === 0)
      .flatMap((word) => placesIn(word, wholeShare))
      .map((place) => ({ what: "an unseal or recovery key" as const, stored: known(true, place) }));
  });
}

function byLook(text: Value): StoredCredential[] {
  return placesIn(text, tokenLook).map((place) => ({ what: "a Vault token", stored: known(true, place) }));
}
