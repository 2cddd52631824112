import { isNot, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";
import { isTrue } from "./condition";
import { serverContainer } from "./container";
import { choose, concatenated, fixed, object, withMore } from "./content";
import { manifest, nameLabels, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";
import { claims, volumes } from "./volumes";

/** The servers (templates/server-statefulset.yaml). */
export function statefulSet(release: Release): Resource[] {
  const { values, at, names, mode } = release;
  const server = at("server");
  return manifest(release, {
    type: "kubernetes:apps/v1:StatefulSet",
    name: names.full,
    usualName: "vault",
    // Servers of which it is not known whether they start are judged as such that do.
    exists: mode.startsServers !== false,
    namespace: release.namespace,
    labels: object(server, ownLabels(release)),
    annotations: yamlOf(release, values.get("server", "statefulSet", "annotations")),
    content: () => ({
      spec: object(server, {
        serviceName: names.internal,
        podManagementPolicy: known("Parallel", server),
        replicas: replicas(release),
        updateStrategy: object(at("server", "updateStrategyType"), {
          type: values.get("server", "updateStrategyType"),
        }),
        persistentVolumeClaimRetentionPolicy: values.get("server", "persistentVolumeClaimRetentionPolicy"),
        selector: object(server, { matchLabels: object(server, serverLabels(release)) }),
        template: object(server, { metadata: podMetadata(release), spec: podSpec(release) }),
        volumeClaimTemplates: claims(release),
      }),
    }),
  });
}

/** The labels by which the servers' pods are selected. */
export function serverLabels(release: Release): Readonly<Record<string, Value>> {
  return { ...nameLabels(release), component: known("server", release.at("server")) };
}

/** Three where the number is no number: the chart looks at its type (`vault.replicas`). */
function replicas({ values, at, mode }: Release): Value {
  const given = values.get("server", "ha", "replicas");
  const isNumber = given.kind !== "known" || typeof given.value === "number";
  return choose(
    mode.isHighlyAvailable,
    () => (isNumber ? given : known(3, given.place)),
    () => known(1, at("server", "ha", "enabled")),
  );
}

function podMetadata(release: Release): Value {
  const { values, at } = release;
  return object(at("server"), {
    labels: withMore(object(at("server"), serverLabels(release)), values.get("server", "extraLabels")),
    annotations: yamlOf(release, values.get("server", "annotations")),
  });
}

function podSpec(release: Release): Value {
  const { values, at, names, mode } = release;
  const server = at("server");
  const get = (name: string) => values.get("server", name);
  return object(server, {
    affinity: placement(release, "affinity"),
    topologySpreadConstraints: placement(release, "topologySpreadConstraints"),
    tolerations: placement(release, "tolerations"),
    nodeSelector: placement(release, "nodeSelector"),
    priorityClassName: get("priorityClassName"),
    terminationGracePeriodSeconds: get("terminationGracePeriodSeconds"),
    serviceAccountName: names.account,
    shareProcessNamespace: get("shareProcessNamespace"),
    securityContext: podSecurity(release),
    hostNetwork: unless(mode.isOpenShift, get("hostNetwork")),
    volumes: volumes(release),
    hostAliases: get("hostAliases"),
    initContainers: get("extraInitContainers"),
    containers: concatenated(server, known([serverContainer(release)], server), get("extraContainers")),
  });
}

/** Where the pods may run; a server in dev mode runs anywhere. */
function placement(release: Release, name: string): Value {
  const value = release.values.get("server", name);
  return unless(release.mode.isDev, yamlOf(release, value));
}

function unless(condition: Certainty, value: Value): Value {
  return choose(
    condition,
    () => known(undefined, value.place),
    () => value,
  );
}

/** `server.statefulSet.securityContext.pod`: what is given replaces all of the chart's own. */
function podSecurity(release: Release): Value {
  const { values, mode } = release;
  const own = values.get("server", "statefulSet", "securityContext", "pod");
  const id = (name: string, usual: number) => {
    const given = values.get("server", name);
    return choose(
      isTrue(given),
      () => given,
      () => known(usual, own.place),
    );
  };
  const chartsOwn = () =>
    object(own.place, {
      runAsNonRoot: fixed(true, own.place),
      runAsGroup: id("gid", 1000),
      runAsUser: id("uid", 100),
      fsGroup: id("gid", 1000),
    });
  return choose(
    isTrue(own),
    () => yamlOf(release, own),
    () => choose(isNot(mode.isOpenShift), chartsOwn, () => known(undefined, own.place)),
  );
}
