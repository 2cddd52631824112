export interface InjectedSecret {
  /** Of the file, in `/vault/secrets/`. In lower case, as the injector writes it. */
  readonly name: string;
  /** In Vault: `secret/data/mysql`. */
  readonly path: string;
  /** What the file says, in Consul Template's language. Without one, a line for each field. */
  readonly template?: string;
}

/** Where the agent finds the CAs that Vault's certificate is checked against. There is no way not to check it. */
export type InjectedCa =
  /** A Secret of the Pod's namespace, and the file in it. */
  | { readonly from: "secret"; readonly secretName: string; readonly file: string }
  /** A container of the Pod that mounts such as `clusterTrustBundleVolume`, and the file there. The agent gets all that it mounts. */
  | { readonly from: "volume"; readonly container: string; readonly file: string }
  /** The injector's own setting (`AGENT_INJECT_VAULT_CACERT_BYTES`), which reaches every namespace. */
  | { readonly from: "injector" };

export interface AgentInjectorArgs {
  /** The role of the Kubernetes method. */
  readonly role: string;
  /** Path of the method's mount, without `auth/`. */
  readonly mountPath: string;
  readonly secrets: readonly InjectedSecret[];
  readonly ca: InjectedCa;
  /** Address of Vault, with https. The injector's own by default. */
  readonly address?: string;
  /** Whether the agent ends once the files are there, before the application starts. Off by default: files follow the secrets. */
  readonly prePopulateOnly?: boolean;
}
