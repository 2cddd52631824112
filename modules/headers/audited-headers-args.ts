export interface AuditedRequestHeaderArgs {
  /** Case says nothing. */
  readonly name: string;
  /**
   * Whether its value is written down as an HMAC, as Vault does with tokens: it can be searched for but not read. On by default; turn
   * it off for what is no secret.
   */
  readonly hmac?: boolean;
}

export interface AuditedRequestHeadersArgs {
  readonly headers: readonly AuditedRequestHeaderArgs[];
}
