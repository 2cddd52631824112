/** Characters that a password is made of. */
export interface CharsetArgs {
  /** Each character once or more; their order says nothing. */
  readonly characters: string;
  /** How many of them a password has at least. 0 by default: they may occur. */
  readonly atLeast?: number;
}

export interface PasswordPolicyArgs {
  readonly name: string;
  /** Of a password, in characters: 4 to 100. */
  readonly length: number;
  readonly charsets: readonly CharsetArgs[];
}

export interface PasswordPoliciesArgs {
  readonly policies: readonly PasswordPolicyArgs[];
}
