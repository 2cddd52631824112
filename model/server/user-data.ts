import { isUtf8 } from "node:buffer";
import { isZipped, unzipped } from "../gzip";
import { readValue } from "../read";
import { readSecret, secret } from "../secret";
import type { Place } from "../place";
import { unknown, type Value } from "../value";

/**
 * A machine's user data as the machine has it: clouds take it in base64 as well as plain, and cloud-init what is zipped besides.
 * What is no user data, or is plain, stays as it is.
 */
export function asOnMachine(text: Value): Value {
  if (!isUserData(text.place)) return text;
  if (text.kind === "secret")
    return readSecret(text, (revealed) =>
      decoded(revealed, text, (plain) => secret(plain, inOneLine(text.place), text.because)),
    );
  if (text.kind !== "known" || typeof text.value !== "string") return text;
  return decoded(text.value, text, (plain) => readValue(plain, inOneLine(text.place)));
}

/** `userData`, `user_data_base64`, `customData`, Google's `metadata["user-data"]`, VMware's `guestinfo.userdata`. */
function isUserData({ path }: Place): boolean {
  const name = String(path.at(-1)).replace(/[^A-Za-z0-9]/gu, "");
  return /(?:user|custom)data(?:base64)?$/iu.test(name);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/u;

function decoded(text: string, value: Value, read: (plain: string) => Value): Value {
  const digits = text.replace(/\s/gu, "");
  if (!base64.test(digits)) return value;
  const bytes = Buffer.from(digits, "base64");
  const plain = isZipped(bytes) ? unzipped(bytes) : bytes;
  if (plain === undefined) return unknown("is gzip that cannot be read, or too much of it", value.place);
  // A plain word can look like base64; what it then says is no text.
  return isText(plain) ? read(plain.toString("utf8")) : value;
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** The lines of what was decoded are not those of the file. */
function inOneLine(place: Place): Place {
  if (place.position === undefined) return place;
  const { file, line, column } = place.position;
  return { ...place, position: { file, line, column } };
}
