import type { ServerSettings } from "../../modules/server/settings";
import type { ServerValues } from "./values";

export function declareServer(values: ServerValues): ServerSettings {
  const { path: raftPath, nodeId, retryJoin } = values.storage;
  return {
    listeners: values.listeners.map(({ clusterAddress, ...listener }) => ({
      ...listener,
      ...(clusterAddress === undefined ? {} : { clusterAddress }),
    })),
    apiAddress: values.apiAddress,
    clusterAddress: values.clusterAddress,
    storage: {
      raft: {
        path: raftPath,
        ...(nodeId === undefined ? {} : { nodeId }),
        retryJoin: retryJoin.map((leaderApiAddress) => ({ leaderApiAddress })),
      },
    },
    ...(values.seal === undefined ? {} : { seal: values.seal }),
    telemetry: values.telemetry,
    ui: values.ui,
    disableMlock: true,
  };
}
