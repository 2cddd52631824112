import type { SecretsMountArgs } from "../mount";

/** For encrypting, the first three; for signing, the others, of which RSA can do both. */
export type TransitKeyType =
  | "aes256-gcm96"
  | "aes128-gcm96"
  | "chacha20-poly1305"
  | "ed25519"
  | "ecdsa-p256"
  | "ecdsa-p384"
  | "ecdsa-p521"
  | "rsa-3072"
  | "rsa-4096";

export interface TransitKeyArgs {
  readonly name: string;
  /** `aes256-gcm96` by default. */
  readonly type?: TransitKeyType;
  /** How often Vault makes another version by itself, in seconds. 90 days by default. Older versions go on decrypting. */
  readonly autoRotatePeriod?: number;
  /** Oldest version that may decrypt or verify. 1 by default; a lower one than before brings versions back. */
  readonly minDecryptionVersion?: number;
  /** Oldest version that may encrypt or sign when a client asks for it. By default a client may ask for any. */
  readonly minEncryptionVersion?: number;
  /** Whether a client gives a context with each request, from which a key of its own is derived. It need not by default. */
  readonly derived?: boolean;
  /**
   * Why equal texts must have equal ciphertexts, such as "looked up by equality". Makes a derived key convergent, which tells
   * whoever sees the ciphertexts which of them are equal.
   */
  readonly convergentBecause?: string;
}

export interface TransitArgs extends SecretsMountArgs {
  readonly keys: readonly TransitKeyArgs[];
}

/** How often a key is rotated where its declaration does not say, in seconds. */
export const autoRotatePeriod = 90 * 24 * 3600;
