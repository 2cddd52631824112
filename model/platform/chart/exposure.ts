import { allOf, isNot } from "../../certainty";
import type { Resource } from "../../resource";
import { asList } from "../../scalars";
import { field, isFields, known, map, type Value } from "../../value";
import { isOn, isTrue } from "./condition";
import { choose, concatenated, fixed, object, withMore } from "./content";
import { manifest, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** What lets the outside in (templates/server-ingress.yaml, server-httproute.yaml, server-route.yaml). */
export function exposure(release: Release): Resource[] {
  return [...ingress(release), ...httpRoute(release), ...openShiftRoute(release)];
}

function ingress(release: Release): Resource[] {
  const { at } = release;
  const get = (name: string) => release.values.get("server", "ingress", name);
  const place = at("server", "ingress");
  const rule = (host: Value) =>
    object(host.place, {
      host: field(host, "host"),
      http: object(host.place, { paths: concatenated(host.place, get("extraPaths"), pathsOf(release, host)) }),
    });
  return manifest(release, {
    ...shared(release, "ingress"),
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    content: () => ({
      spec: object(place, {
        tls: get("tls"),
        ingressClassName: get("ingressClassName"),
        rules: map(asList(get("hosts")), (hosts, hostsPlace) => known(hosts.map(rule), hostsPlace)),
      }),
    }),
  });
}

function pathsOf(release: Release, host: Value): Value {
  const given = field(host, "paths");
  const pathType = release.values.get("server", "ingress", "pathType");
  const port = release.values.get("server", "service", "port");
  const service = object(host.place, {
    name: serviceName(release, "ingress"),
    port: object(port.place, { number: port }),
  });
  const paths = choose(
    isTrue(given),
    () => given,
    () => known([known("/", given.place)], given.place),
  );
  return map(asList(paths), (each, place) =>
    known(
      each.map((path) => object(path.place, { path, pathType, backend: object(path.place, { service }) })),
      place,
    ),
  );
}

function httpRoute(release: Release): Resource[] {
  const { values, at } = release;
  const get = (name: string) => values.get("server", "httproute", name);
  const place = at("server", "httproute");
  const backend = object(place, {
    name: serviceName(release, "httproute"),
    port: values.get("server", "service", "port"),
  });
  const rule = object(place, {
    backendRefs: known([backend], place),
    filters: get("filters"),
    matches: get("matches"),
  });
  return manifest(release, {
    ...shared(release, "httproute"),
    type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    content: () => ({
      spec: object(place, {
        parentRefs: get("parentRefs"),
        hostnames: get("hostnames"),
        rules: concatenated(place, get("additionalRules"), known([rule], place)),
      }),
    }),
  });
}

function openShiftRoute(release: Release): Resource[] {
  const { at } = release;
  const get = (name: string) => release.values.get("server", "route", name);
  const place = at("server", "route");
  return manifest(release, {
    ...shared(release, "route"),
    type: "kubernetes:route.openshift.io/v1:Route",
    content: () => ({
      spec: object(place, {
        host: get("host"),
        to: object(place, {
          kind: known("Service", place),
          name: serviceName(release, "route"),
          weight: known(100, place),
        }),
        port: fixed({ targetPort: 8200 }, place),
        tls: routeTls(release),
      }),
    }),
  });
}

/** Helm merges what is given into the chart's own object. */
function routeTls({ values }: Release): Value {
  const given = values.get("server", "route", "tls");
  if (given.kind !== "known" || !isFields(given.value) || given.value.has("termination")) return given;
  return known(
    new Map([...given.value, ["termination", values.get("server", "route", "tls", "termination")] as const]),
    given.place,
  );
}

function shared(release: Release, part: "ingress" | "httproute" | "route") {
  const { values, names, namespace, mode } = release;
  const isHere = part === "route" ? mode.isOpenShift : isNot(mode.isOpenShift);
  const hasService = part === "route" ? true : isOn(values.get("server", "service", "enabled"));
  return {
    name: names.full,
    usualName: "vault",
    exists: allOf([mode.startsServers, isHere, hasService, isTrue(values.get("server", part, "enabled"))]),
    namespace,
    labels: withMore(object(release.at("server", part), ownLabels(release)), values.get("server", part, "labels")),
    annotations: yamlOf(release, values.get("server", part, "annotations")),
  };
}

function serviceName({ values, names, mode }: Release, part: "ingress" | "httproute" | "route"): Value {
  return choose(
    allOf([mode.isHighlyAvailable, isOn(values.get("server", part, "activeService"))]),
    () => names.active,
    () => names.full,
  );
}
