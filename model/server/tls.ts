import { asBoolean, asNames, asText } from "../scalars";
import { field, type Value } from "../value";
import type { Listener } from "./listener";

/** TLS versions as Vault spells them, the oldest first (go-secure-stdlib/tlsutil, TLSLookup: it takes no other spelling). */
export const tlsVersions = ["tls10", "tls11", "tls12", "tls13"] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** What a listener agrees to when TLS is on. */
export interface TlsTerms {
  /** `tls12` unless set, as {@link newest} is `tls13` (internalshared/listenerutil/listener.go, TLSConfig). */
  readonly oldest: Value<string | undefined>;
  readonly newest: Value<string | undefined>;
  /** The suites for TLS 1.2 and older; Go's own choice where there are none. */
  readonly cipherSuites: Value<readonly Value<string>[]>;
  readonly requiresClientCertificate: Value<boolean | undefined>;
  readonly refusesClientCertificates: Value<boolean | undefined>;
}

/** Undefined for a listener without TLS: a unix socket, or one that has it off. */
export function tlsTermsOf({ type, tlsDisable, settings }: Listener): TlsTerms | undefined {
  if (type.kind === "known" && type.value === "unix") return undefined;
  if (tlsDisable.kind === "known" && tlsDisable.value === true) return undefined;
  return {
    oldest: asText(field(settings, "tls_min_version")),
    newest: asText(field(settings, "tls_max_version")),
    cipherSuites: asNames(field(settings, "tls_cipher_suites")),
    requiresClientCertificate: asBoolean(field(settings, "tls_require_and_verify_client_cert")),
    refusesClientCertificates: asBoolean(field(settings, "tls_disable_client_certs")),
  };
}

/**
 * The suites that Vault takes and RFC 7540, appendix A, does not forbid: each connection has a key of its own, and what is encrypted is
 * authenticated with it. Vault only warns of the others (internalshared/listenerutil/listener.go; jefferai/isbadcipher).
 */
export const soundCipherSuites: ReadonlySet<string> = new Set([
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
]);
