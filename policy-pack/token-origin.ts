/** Where a provider takes a token from, in the provider's own order. */
export type TokenOrigin = "the token argument" | "VAULT_TOKEN" | "~/.vault-token";
