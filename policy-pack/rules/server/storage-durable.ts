import { z } from "zod";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { serversIn } from "../../../model/platform/servers";
import { asText } from "../../../model/scalars";
import { settingOf, variableFor } from "../../../model/server/environment";
import { remoteStorageOf } from "../../../model/server/remote-storage";
import {
  absentSetting,
  isInCluster,
  settingsFor,
  setupOf,
  setupsIn,
  type ServerSetup,
} from "../../../model/server/setup";
import { isOfType, storageFor, type Storage } from "../../../model/server/storage";
import type { RemoteSetting } from "../../../model/server/storage-connection";
import { subjectOf } from "../../../model/subject";
import type { Value } from "../../../model/value";
import { missing, undecided } from "../../missing";
import { notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { storageFixes } from "../../storage-fixes";
import { judgeOpenWorkload, judgeWorkload } from "../../storage/kept";
import { judgePath, lastingAt } from "../../storage/lasting";
import { inTheirTerms } from "../../terms";
import { examples } from "./storage-durable.examples";

export default defineRule({
  id: "storage-durable",
  family: "server",
  title: "Storage outlives a server, in raft or behind TLS and a credential",
  severity: "critical",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Setting up & maintaining Storage Backend" },
    { title: "Production Hardening", section: "Restrict Storage Access" },
    { title: "Vault in Kubernetes", section: "Storage Backend Configuration" },
  ],
  rationale:
    "Everything that Vault knows is in its storage. In memory, in a file on one machine or on a volume that goes with its pod it is " +
    "lost with what it stands on; in a store that lets anyone write, anyone can damage or delete it, encrypted or not.",
  remediation:
    'use storage "raft" with cluster_addr, its path on a disk or volume that outlives the server; any other store only with TLS and a credential',
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const setup = isInCluster(resource) ? undefined : setupOf(resource);
    return setup === undefined ? [] : judgeSetup(setup);
  },
  checkStack: ({ resources }) => {
    const setups = setupsIn(resources).filter(({ resource }) => isInCluster(resource));
    return [
      ...setups.flatMap((setup) =>
        judgeSetup(setup).map((outcome) => ({ subject: subjectOf(setup.resource), ...outcome })),
      ),
      ...(setups.length === 0 ? [] : openWorkloadsIn(resources).map(judgeOpenWorkload)),
      ...serversIn(resources).flatMap((server) => judgeWorkload(server, resources)),
    ];
  },
  examples,
});

const clustered = { must: "name its cluster_addr, without which it does not start on raft storage" };

function judgeSetup(setup: ServerSetup): Outcome[] {
  const [part] = setup.open;
  if (part !== undefined) return [notEvaluated(part, lastingAt(setup.resource))];
  return storageFor(setup).flatMap((storage) => judgeStorage(setup, storage));
}

function judgeStorage(setup: ServerSetup, storage: Storage): Outcome[] {
  const { type } = storage;
  const lasting = lastingAt(setup.resource);
  if (type.kind !== "known") return [notEvaluated(type, lasting)];
  if (type.value === "file" || type.value?.startsWith("inmem") === true) return [violation(type, lasting)];
  if (isOfType(storage, "raft")) return [...judgeClusterAddress(setup), ...judgePath(setup, storage)];
  const remote = remoteStorageOf(setup, storage);
  if (remote === undefined) return [];
  return [
    ...judgeRemote(
      setup,
      remote.isEncrypted,
      { must: `talk to ${remote.name} over TLS`, fix: storageFixes[remote.name].tls },
      "no TLS",
    ),
    ...judgeRemote(
      setup,
      remote.isAuthenticated,
      { must: `have a credential at ${remote.name}`, fix: storageFixes[remote.name].login },
      "none",
    ),
  ];
}

function judgeRemote(setup: ServerSetup, { of, value }: RemoteSetting, requirement: Requirement, found: string) {
  if (value.kind === "unknown") return [undecided({ of, value }, requirement)];
  return value.kind === "known" && value.value ? [] : [missing(setup, value, requirement, found)];
}

/** Only the top-level setting and the variable count for raft (command/server.go, setupStorage). */
function judgeClusterAddress(setup: ServerSetup): Outcome[] {
  const { of, value, isNamed } = variableFor(setup, "VAULT_CLUSTER_ADDR");
  const given = settingsFor(setup, "cluster_addr").map((each) => settingOf(setup, asText(each)));
  // Nobody names it to leave it empty; the official chart makes it of names that are not always known.
  if (isNamed || given.some((each) => each.isSet) || !setup.isWhole) return [];
  const open = given.find((each) => each.value.kind === "unknown")?.value;
  if (open !== undefined) return [notEvaluated(open, clustered)];
  if (value.kind === "unknown") return [undecided({ of, value }, clustered)];
  const at = absentSetting(setup, "cluster_addr");
  return [missing(setup, at, { ...clustered, fix: addressFix(setup, at) })];
}

function addressFix({ resource }: ServerSetup, at: Value<unknown>): string {
  const fix = inTheirTerms(resource, at, { pulumi: 'set clusterAddress: "https://<this server>:8201"' });
  return fix ?? 'set cluster_addr = "https://<this server>:8201", or VAULT_CLUSTER_ADDR in its environment';
}
