import { isFields, isList, known, unknown, type Value } from "../value";

/** Values in which what SOPS has encrypted is not known (getsops.io, Encryption protocol). A secret is none in clear, and stays one. */
export function withoutCiphertexts(value: Value): Value {
  if (value.kind !== "known") return value;
  const { value: content, place } = value;
  if (typeof content === "string") return ciphertext.test(content) ? unknown("is encrypted by SOPS", place) : value;
  if (isList(content)) return known(content.map(withoutCiphertexts), place);
  if (!isFields(content)) return value;
  return known(new Map([...content].map(([name, member]) => [name, withoutCiphertexts(member)])), place);
}

const ciphertext = /^ENC\[AES256_GCM,data:/u;
