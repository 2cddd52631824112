import type { Listener, RaftStorage, ServerSettings } from "./settings";

/** The server's configuration file, in Vault's JSON form. `vault server -config` reads it. */
export function serverConfiguration(settings: ServerSettings): string {
  const configuration = {
    listener: settings.listeners.map((listener) => ({ tcp: tcpListener(listener) })),
    storage: { raft: raftStorage(settings.storage.raft) },
    api_addr: settings.apiAddress,
    cluster_addr: settings.clusterAddress,
    ...(settings.seal === undefined ? {} : { seal: { [settings.seal.type]: settings.seal.settings } }),
    telemetry: {
      prometheus_retention_time: settings.telemetry.prometheusRetentionTime,
      disable_hostname: settings.telemetry.disableHostname,
    },
    ui: settings.ui,
    disable_mlock: settings.disableMlock,
  };
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

function tcpListener(listener: Listener): Record<string, string> {
  return {
    address: listener.address,
    ...(listener.clusterAddress === undefined ? {} : { cluster_address: listener.clusterAddress }),
    tls_cert_file: listener.tlsCertFile,
    tls_key_file: listener.tlsKeyFile,
    tls_min_version: listener.tlsMinVersion,
  };
}

function raftStorage(raft: RaftStorage): Record<string, unknown> {
  return {
    path: raft.path,
    // HashiCorp's recommendation for production; with Vault's default of 5 a first leader takes up to ten seconds to be elected.
    performance_multiplier: 1,
    ...(raft.nodeId === undefined ? {} : { node_id: raft.nodeId }),
    ...(raft.retryJoin.length === 0
      ? {}
      : { retry_join: raft.retryJoin.map(({ leaderApiAddress }) => ({ leader_api_addr: leaderApiAddress })) }),
  };
}
