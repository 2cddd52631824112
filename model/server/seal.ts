import { asBoolean, asList, asText } from "../scalars";
import { asUnknown, field, isFields, known, map, type Value } from "../value";
import { blocksOf } from "./block";

/** One `seal` of a server (internalshared/configutil/kms.go, parseKMS). */
export interface Seal {
  /** `awskms`, `transit` ..., in lower case. */
  readonly type: Value<string | undefined>;
  /** Whether it only stands there so that Vault can leave it. */
  readonly isDisabled: Value<boolean | undefined>;
  readonly settings: Value;
}

/** The seals of one configuration; `hsm` and `kms` are older names. */
export function sealsOf(settings: Value): Seal[] {
  return ["seal", "hsm", "kms"].flatMap((name) => blocksOf(settings, name).flatMap(sealsIn));
}

function sealsIn(block: Value): Seal[] {
  if (block.kind !== "known" || !isFields(block.value)) return [sealOf(known(undefined, block.place), block)];
  return [...block.value].flatMap(([type, body]) => {
    const bodies = asList(body);
    const typed = known(type.toLowerCase(), body.place);
    return bodies.kind === "known" ? bodies.value.map((each) => sealOf(typed, each)) : [sealOf(typed, body)];
  });
}

function sealOf(type: Value<string | undefined>, settings: Value): Seal {
  return {
    type: settings.kind === "unknown" && type.kind === "known" && type.value === undefined ? settings : type,
    isDisabled: asBoolean(field(settings, "disabled")),
    settings,
  };
}

/** Where a seal's key service is, of the settings that name it (internalshared/configutil/kms.go, kmsSealAddressKeys). */
export function sealAddressesOf({ settings }: Seal): Value<string | undefined>[] {
  if (settings.kind !== "known") return [asUnknown(settings, "is no block")];
  return addressSettings.map((name) => asText(field(settings, name))).filter(isGiven);
}

const addressSettings = ["address", "endpoint", "domain", "crypto_endpoint", "management_endpoint"];

function isGiven(value: Value<string | undefined>): boolean {
  return value.kind !== "known" || value.value !== undefined;
}

/**
 * Settings of any seal that are credentials (HashiCorp's go-kms-wrapping, options.go of each wrapper; `pin` is PKCS #11's, `key` AEAD's).
 * Under a seal of another type they do nothing, and stand there all the same.
 */
const credentials: ReadonlySet<string> = new Set([
  "access_key",
  "access_secret",
  "client_secret",
  "key",
  "password",
  "pin",
  "private_key",
  "secret_key",
  "session_token",
  "token",
]);

/** Settings that name a file, and are credentials where they are what would stand in it. */
const files: ReadonlySet<string> = new Set(["credentials", "tls_client_key"]);

/** The credentials that a seal's settings hold, or might hold: known true, or secret no more than what is asked here. */
export function sealCredentialsOf({ settings }: Seal): Value<boolean>[] {
  if (settings.kind !== "known") return [asUnknown(settings, "is no block")];
  if (!isFields(settings.value)) return [];
  return [...settings.value].flatMap(([name, value]) => {
    if (credentials.has(name)) return [answer(value, given)];
    return files.has(name) ? [answer(value, content)] : [];
  });
}

/** Not empty, and not one that the server reads from elsewhere (go-kms-wrapping, ParsePaths). */
const given = /^(?!(?:file|env):\/\/)[^]/u;
const content = /^\s*\{|-----BEGIN/u;

function answer(value: Value, pattern: RegExp): Value<boolean> {
  const text = asText(value);
  if (text.kind === "secret") return known(text.matches(pattern), text.place);
  return map(text, (plain, place) => known(plain !== undefined && pattern.test(plain), place));
}
