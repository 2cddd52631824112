/** The key of a certificate authority. It is made in Vault and cannot be had from there. */
export type AuthorityKey =
  { readonly type: "ec"; readonly bits: 256 | 384 | 521 } | { readonly type: "rsa"; readonly bits: 3072 | 4096 };

/** The key of a certificate that an authority issues. */
export type LeafKey = AuthorityKey | { readonly type: "rsa"; readonly bits: 2048 };

/** It signs for years: as strong as what it signs, and of a kind that every TLS library verifies. */
export const defaultAuthorityKey: AuthorityKey = { type: "ec", bits: 384 };

/** It lives for days. */
export const defaultLeafKey: LeafKey = { type: "ec", bits: 256 };
