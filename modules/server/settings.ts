/** Settings of Vault's servers, in the words of Vault's configuration. Paths are as the server sees them. */
export interface ServerSettings {
  readonly listeners: readonly Listener[];
  /** `api_addr` */
  readonly apiAddress: string;
  /** `cluster_addr` */
  readonly clusterAddress: string;
  readonly storage: { readonly raft: RaftStorage };
  readonly seal?: Seal;
  readonly telemetry: Telemetry;
  readonly ui: boolean;
  /** Raft storage is mapped into memory, which Vault's documentation says not to lock; the machine has no swap instead. */
  readonly disableMlock: boolean;
}

export interface Listener {
  readonly address: string;
  readonly clusterAddress?: string;
  readonly tlsCertFile: string;
  readonly tlsKeyFile: string;
  readonly tlsMinVersion: string;
}

export interface RaftStorage {
  readonly path: string;
  readonly nodeId?: string;
  readonly retryJoin: readonly { readonly leaderApiAddress: string }[];
}

export interface Seal {
  readonly type: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface Telemetry {
  readonly prometheusRetentionTime: string;
  readonly disableHostname: boolean;
}
