/**
 * What a bootstrap has to remember between two runs, because Vault will not tell it again. Each write must be on the disk before
 * it resolves: the process may be killed at any moment, and what follows relies on it.
 */
export interface BootstrapStore {
  readProgress(): Promise<BootstrapProgress | undefined>;
  writeProgress(progress: BootstrapProgress): Promise<void>;
  readLogin(): Promise<DeployerLogin | undefined>;
  writeLogin(login: DeployerLogin): Promise<void>;
}

/** How far the bootstrap is, with the secrets that exist at that point and no others. */
export type BootstrapProgress =
  /** `sys/init` is about to be asked: if Vault turns out initialised, its only answer was lost. */
  | { readonly phase: "initialising" }
  /** The root token lives. */
  | { readonly phase: "unfinished"; readonly unsealKey: string; readonly rootToken: string }
  /** The root token is dead, and forgotten. */
  | { readonly phase: "finished"; readonly unsealKey: string };

/** How the deployer logs in to an embedded Vault. */
export interface DeployerLogin {
  /** The userpass mount, without `auth/`. */
  readonly mount: string;
  readonly username: string;
  readonly password: string;
}
