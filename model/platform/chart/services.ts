import { allOf, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { asText } from "../../scalars";
import { isAbsent, known, type Value } from "../../value";
import { hasText, isOn } from "./condition";
import { choose, fixed, labels, object, withMore } from "./content";
import { manifest, ownLabels } from "./manifest";
import type { Release } from "./release";
import { serverLabels } from "./stateful-set";
import { externalTrafficPolicy, uiService } from "./ui-service";
import { yamlOf } from "./template";

/** The Services in front of the servers (templates/server-*service.yaml). */
export function services(release: Release): Resource[] {
  const { values, mode, names } = release;
  const isEnabled = allOf([mode.startsServers, mode.isServerEnabled, isOn(values.get("server", "service", "enabled"))]);
  const isEnabledFor = (role: string) =>
    allOf([isEnabled, mode.isHighlyAvailable, isOn(values.get("server", "service", role, "enabled"))]);
  return [
    ...clientService(release, { name: names.full, usualName: "vault", nodePort: "nodePort", exists: isEnabled }),
    ...clientService(release, {
      name: names.active,
      usualName: "vault-active",
      nodePort: "activeNodePort",
      exists: isEnabledFor("active"),
      role: "active",
    }),
    ...clientService(release, {
      name: names.standby,
      usualName: "vault-standby",
      nodePort: "standbyNodePort",
      exists: isEnabledFor("standby"),
      role: "standby",
    }),
    ...peerService(release, isEnabled),
    ...uiService(release),
  ];
}

interface ClientService {
  readonly name: Value<string | undefined>;
  readonly usualName: string;
  readonly nodePort: string;
  readonly exists: Certainty;
  /** Whose pods it selects, by a label that each server keeps up to date on its own pod; undefined for all. */
  readonly role?: "active" | "standby";
}

function clientService(release: Release, { name, usualName, nodePort, exists, role }: ClientService): Resource[] {
  const { values, at, namespace } = release;
  const get = (field: string) => values.get("server", "service", field);
  const place = at("server", "service");
  const isNodePort = hasText(get("type"), "NodePort");
  const isActive = known(String(role === "active"), place);
  return manifest(release, {
    type: "kubernetes:core/v1:Service",
    name,
    usualName,
    exists,
    namespace,
    labels: object(place, { ...ownLabels(release), ...(role === "active" ? { "vault-active": isActive } : {}) }),
    annotations: serviceAnnotations(release, role),
    content: () => ({
      spec: object(place, {
        type: get("type"),
        ipFamilyPolicy: get("ipFamilyPolicy"),
        ipFamilies: get("ipFamilies"),
        clusterIP: get("clusterIP"),
        externalTrafficPolicy: externalTrafficPolicy(get("type"), get("externalTrafficPolicy")),
        publishNotReadyAddresses: get("publishNotReadyAddresses"),
        ports: ports(release, {
          nodePort: choose(
            isNodePort,
            () => get(nodePort),
            () => known(undefined, place),
          ),
        }),
        selector: labels(place, {
          "app.kubernetes.io/name": release.chartName,
          "app.kubernetes.io/instance": choose(
            isOn(values.get("server", "service", "instanceSelector", "enabled")),
            () => release.name,
            () => known(undefined, place),
          ),
          component: known("server", place),
          ...(role === undefined ? {} : { "vault-active": isActive }),
        }),
      }),
    }),
  });
}

/** Through it the servers find each other, also before they are ready. */
function peerService(release: Release, exists: Certainty): Resource[] {
  const { values, at, names, namespace } = release;
  const place = at("server", "service");
  return manifest(release, {
    type: "kubernetes:core/v1:Service",
    name: names.internal,
    usualName: "vault-internal",
    exists,
    namespace,
    labels: object(place, { ...ownLabels(release), "vault-internal": known("true", place) }),
    annotations: serviceAnnotations(release, undefined),
    content: () => ({
      spec: object(place, {
        ipFamilyPolicy: values.get("server", "service", "ipFamilyPolicy"),
        ipFamilies: values.get("server", "service", "ipFamilies"),
        clusterIP: known("None", place),
        publishNotReadyAddresses: known(true, place),
        ports: ports(release, {}),
        selector: object(place, serverLabels(release)),
      }),
    }),
  });
}

function ports({ values, at, scheme }: Release, more: Readonly<Record<string, Value>>): Value {
  const place = at("server", "service");
  const get = (field: string) => values.get("server", "service", field);
  return known(
    [
      object(place, { name: asText(scheme), port: get("port"), targetPort: get("targetPort"), ...more }),
      fixed({ name: "https-internal", port: 8201, targetPort: 8201 }, place),
    ],
    place,
  );
}

/** Those for all Services, those for this one, and the request for a certificate on OpenShift. */
function serviceAnnotations(release: Release, role: "active" | "standby" | undefined): Value {
  const { values } = release;
  const shared = yamlOf(release, values.get("server", "service", "annotations"));
  if (role === undefined) return shared;
  const own = yamlOf(release, values.get("server", "service", role, "annotations"));
  return isAbsent(shared) ? own : withMore(shared, own);
}
