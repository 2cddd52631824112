import { X509Certificate } from "node:crypto";
import { readSecret, secret } from "../secret";
import { known, unknown, type Unknown, type Value } from "../value";
import type { Script } from "./scripts";

/** What a certificate in PEM says of itself. */
export interface PemCertificate {
  /** Host names and addresses, as in {@link X509Certificate.subjectAltName}; secret where the text is. */
  readonly names: readonly Value<string>[];
  readonly isAuthority: boolean;
  /** Of its whole life, in seconds. */
  readonly lifetime: number;
}

/** The first certificate in a text: the server's own stands before those of its authorities. Undefined where there is none. */
export function readPem(text: Script): PemCertificate | Unknown | undefined {
  if (text.kind === "unknown") return undefined;
  const read = (pem: string) => {
    const begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
    const end = pem.indexOf(ending, begin);
    return begin === -1 || end === -1 ? undefined : parse(pem.slice(begin, end + ending.length), text);
  };
  return text.kind === "secret" ? readSecret(text, read) : read(text.value ?? "");
}

const ending = "-----END CERTIFICATE-----";

function parse(pem: string, { kind, place }: Script): PemCertificate | Unknown {
  const certificate = parsed(pem);
  if (certificate === undefined) return unknown("is no certificate that can be read", place);
  const names = [...(certificate.subjectAltName ?? "").matchAll(/(?:DNS|IP Address):(?<name>[^,\s]+)/gu)];
  return {
    names: names.map(({ groups }) => {
      const name = groups?.["name"] ?? "";
      return kind === "secret" ? secret(name, place) : known(name, place);
    }),
    isAuthority: certificate.ca,
    lifetime: (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 1000,
  };
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // OpenSSL's message says nothing that helps, and can repeat parts of the text.
    return undefined;
  }
}
