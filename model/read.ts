import { isSecretName } from "./secret-fields";
import { looksSecret } from "./secret-text";
import { secret } from "./secret";
import { isUnknownMark } from "./unknown-mark";
import { within, type Place } from "./place";
import { known, knownAfterApply, unknown, type Value } from "./value";

/**
 * Reads plain data (a resource's inputs as Pulumi hands them to policies, or as they stand in a state file) into model values,
 * all the way down, once. It never throws: Pulumi's own proxies throw when an unknown value is read, and exactly that value
 * becomes `unknown`.
 */
export function readValue(data: unknown, place: Place, options: { readonly secret?: boolean } = {}): Value {
  const isSecret = options.secret === true;
  switch (typeof data) {
    case "string":
      return readText(data, place, isSecret);
    case "number":
      return isSecret ? secret(String(data), place) : known(data, place);
    case "boolean":
      return known(data, place);
    case "object":
      return data === null ? known(undefined, place) : readContainer(data, place, isSecret);
    case "undefined":
      return known(undefined, place);
    default:
      return unknown(`is a ${typeof data}, which no resource input can be`, place);
  }
}

function readText(text: string, place: Place, isSecret: boolean): Value {
  if (isUnknownMark(text)) return unknown(knownAfterApply, place);
  if (isSecret) return secret(text, place);
  return looksSecret(text) ? secret(text, place, "look") : known(text, place);
}

function readContainer(data: object, place: Place, isSecret: boolean): Value {
  if (Array.isArray(data)) {
    const items = Array.from({ length: data.length }, (_, index) =>
      readMember(data, index, within(place, index), isSecret),
    );
    return known(items, place);
  }
  if (signature in data) return readSigned(data, place);
  if ("__pulumiAsset" in data || "__pulumiArchive" in data) return unknown("is a file that rules cannot open", place);
  if (serialisedMark in data) return readSerialised(data, place);
  // A container's environment and a Helm value pair a name with a value: the name says whether the value is secret.
  const nameBeside = "value" in data && "name" in data ? readMember(data, "name", place, false) : undefined;
  const namesSecret =
    nameBeside?.kind === "known" && typeof nameBeside.value === "string" && isSecretName(nameBeside.value);
  const names = Object.keys(data).filter((name) => !name.startsWith("__"));
  return known(
    new Map(
      names.map((name) => {
        const memberIsSecret = isSecret || isSecretName(name) || (namesSecret && name === "value");
        return [name, readMember(data, name, within(place, name), memberIsSecret)];
      }),
    ),
    place,
  );
}

/** What a state or an event has in place of a value that is more than data (sdk/go/common/resource/sig, sig.go). */
const serialisedMark = "4dabf18193072939515e22adb298388d";
const serialisedSecret = "1b47061264138c4ac30d75fd1eb44270";

function readSerialised(data: object, place: Place): Value {
  const isSecret = Reflect.get(data, serialisedMark) === serialisedSecret;
  return unknown(
    isSecret ? "stands encrypted in Pulumi's state" : "is a file or an object that rules cannot read",
    place,
  );
}

/**
 * The key by which a state marks what is more than plain data, and its values (github.com/pulumi/pulumi/sdk/v3/go/common/resource,
 * SigKey): so it is said in a file that `pulumi stack export` writes; policies are handed plain values.
 */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Why a value of a state is not known that stands there as it should. */
export const encryptedInState = "is encrypted in the state";

function readSigned(data: object, place: Place): Value {
  if (Reflect.get(data, signature) !== secretSignature) return unknown("is nothing that rules can open", place);
  // With --show-secrets the value stands there as JSON text.
  const plaintext: unknown = Reflect.get(data, "plaintext");
  if (typeof plaintext !== "string") return unknown(encryptedInState, place);
  try {
    return readValue(JSON.parse(plaintext), place, { secret: true });
  } catch {
    // The parser's message repeats the text.
    return unknown("cannot be read: it is not valid JSON", place);
  }
}

function readMember(container: object, key: string | number, place: Place, isSecret: boolean): Value {
  let member: unknown;
  try {
    member = Reflect.get(container, key);
  } catch (error) {
    // @pulumi/policy's UnknownValueError, known by its field; anything else is not readable and so not known either.
    const isUnknown = error instanceof Error && "unknownTypeSentinel" in error;
    return unknown(isUnknown ? knownAfterApply : "cannot be read", place);
  }
  return readValue(member, place, { secret: isSecret });
}
