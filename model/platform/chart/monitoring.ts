import { allOf, anyOf } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";
import { isTrue } from "./condition";
import { choose, fixed, labels, object, withMore } from "./content";
import { manifest, nameLabels, ownLabels } from "./manifest";
import type { Release } from "./release";

/** What Prometheus collects and when it calls (templates/prometheus-*.yaml). */
export function monitoring(release: Release): Resource[] {
  return [...serviceMonitor(release), ...prometheusRule(release)];
}

function serviceMonitor(release: Release): Resource[] {
  const { values, at, names, namespace, scheme, mode } = release;
  const get = (name: string) => values.get("serverTelemetry", "serviceMonitor", name);
  const place = at("serverTelemetry", "serviceMonitor");
  // Sealed servers are not active, so that by default nothing is collected from them.
  const usualLabels = choose(
    mode.isHighlyAvailable,
    () => fixed({ "vault-active": "true" }, get("matchLabels").place),
    () => fixed({ "vault-internal": "true" }, get("matchLabels").place),
  );
  const tls = get("tlsConfig");
  const endpoint = () =>
    object(place, {
      port: scheme,
      interval: get("interval"),
      scrapeTimeout: get("scrapeTimeout"),
      scheme,
      path: known("/v1/sys/metrics", place),
      params: fixed({ format: ["prometheus"] }, place),
      tlsConfig: choose(
        isTrue(tls),
        () => tls,
        () => fixed({ insecureSkipVerify: true }, tls.place),
      ),
      authorization: get("authorization"),
      metricRelabelings: get("metricRelabelings"),
    });
  return manifest(release, {
    type: "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
    name: names.full,
    usualName: "vault",
    exists: anyOf([isTrue(values.get("global", "serverTelemetry", "prometheusOperator")), isTrue(get("enabled"))]),
    namespace,
    labels: withSelectors(release, get("selectors")),
    content: () => ({
      spec: object(place, {
        selector: object(place, {
          matchLabels: withMore(
            labels(place, nameLabels(release)),
            choose(
              isTrue(get("matchLabels")),
              () => get("matchLabels"),
              () => usualLabels,
            ),
          ),
        }),
        endpoints: known([endpoint()], place),
        namespaceSelector: object(place, { matchNames: known([namespace], place) }),
      }),
    }),
  });
}

function prometheusRule(release: Release): Resource[] {
  const { values, at, names, namespace } = release;
  const get = (name: string) => values.get("serverTelemetry", "prometheusRules", name);
  const place = at("serverTelemetry", "prometheusRules");
  return manifest(release, {
    type: "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
    name: names.full,
    usualName: "vault",
    exists: allOf([
      isTrue(get("rules")),
      anyOf([isTrue(values.get("global", "serverTelemetry", "prometheusOperator")), isTrue(get("enabled"))]),
    ]),
    namespace,
    labels: withSelectors(release, get("selectors")),
    content: () => ({
      spec: object(place, { groups: known([object(place, { name: names.full, rules: get("rules") })], place) }),
    }),
  });
}

/** The labels by which the Prometheus operator finds it. */
function withSelectors(release: Release, selectors: Value): Value {
  const { place } = selectors;
  return withMore(
    labels(place, ownLabels(release)),
    choose(
      isTrue(selectors),
      () => selectors,
      () => fixed({ release: "prometheus" }, place),
    ),
  );
}
