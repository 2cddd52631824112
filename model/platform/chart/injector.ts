import { isNot } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";
import { isTrue } from "./condition";
import { image } from "./container";
import { choose, fixed, itemIf, labels, object, withMore } from "./content";
import { injectorAccounts } from "./injector-accounts";
import { injectorEnvironment } from "./injector-environment";
import { injectorWebhook } from "./injector-webhook";
import { manifest, nameLabels, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** What puts agents into other workloads' pods (templates/injector-*.yaml). */
export function injector(release: Release): Resource[] {
  return [
    ...deployment(release),
    ...disruptionBudget(release),
    ...injectorAccounts(release),
    ...injectorWebhook(release),
  ];
}

function deployment(release: Release): Resource[] {
  const { values, at, names, namespace, mode } = release;
  const place = at("injector");
  const get = (...path: readonly string[]) => values.get("injector", ...path);
  return manifest(release, {
    type: "kubernetes:apps/v1:Deployment",
    name: names.injector,
    usualName: "vault-agent-injector",
    exists: mode.isInjectorEnabled,
    certain: () => object(place, { spec: object(place, { template: object(place, { spec: podSpec(release) }) }) }),
    namespace,
    labels: labels(place, { ...ownLabels(release, release.injectorName), component: known("webhook", place) }),
    content: () => ({
      spec: object(place, {
        replicas: get("replicas"),
        strategy: yamlOf(release, get("strategy")),
        selector: object(place, { matchLabels: podLabels(release) }),
        template: object(place, {
          metadata: object(place, { labels: podLabels(release), annotations: yamlOf(release, get("annotations")) }),
          spec: podSpec(release),
        }),
      }),
    }),
  });
}

function podSpec(release: Release): Value {
  const { values, at, names } = release;
  const place = at("injector");
  const get = (...path: readonly string[]) => values.get("injector", ...path);
  return object(place, {
    affinity: yamlOf(release, get("affinity")),
    topologySpreadConstraints: yamlOf(release, get("topologySpreadConstraints")),
    tolerations: yamlOf(release, get("tolerations")),
    nodeSelector: yamlOf(release, get("nodeSelector")),
    serviceAccountName: names.injector,
    securityContext: security(release, "pod"),
    hostNetwork: get("hostNetwork"),
    containers: known([container(release)], place),
    volumes: itemIf(
      isTrue(get("certs", "secretName")),
      object(at("injector", "certs"), {
        name: known("webhook-certs", place),
        secret: object(at("injector", "certs"), { secretName: get("certs", "secretName") }),
      }),
    ),
  });
}

function container(release: Release): Value {
  const { values, at } = release;
  const place = at("injector");
  const get = (...path: readonly string[]) => values.get("injector", ...path);
  const probe = (name: string) =>
    object(at("injector", name), {
      httpGet: object(at("injector", name), {
        path: known("/health/ready", place),
        port: get("port"),
        scheme: known("HTTPS", place),
      }),
      periodSeconds: get(name, "periodSeconds"),
      failureThreshold: get(name, "failureThreshold"),
      timeoutSeconds: get(name, "timeoutSeconds"),
    });
  return object(place, {
    name: known("sidecar-injector", place),
    image: image(release, "injector", "image"),
    args: fixed(["agent-inject", "2>&1"], place),
    env: injectorEnvironment(release),
    resources: get("resources"),
    securityContext: security(release, "container"),
    livenessProbe: probe("livenessProbe"),
    readinessProbe: probe("readinessProbe"),
    volumeMounts: itemIf(
      isTrue(get("certs", "secretName")),
      fixed({ name: "webhook-certs", mountPath: "/etc/webhook/certs", readOnly: true }, at("injector", "certs")),
    ),
  });
}

/** What is given replaces all of the chart's own. */
function security(release: Release, part: "pod" | "container"): Value {
  const { values, mode } = release;
  const own = values.get("injector", "securityContext", part);
  const usual = {
    pod: { runAsNonRoot: true, runAsGroup: 1000, runAsUser: 100, fsGroup: 1000 },
    container: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
  return choose(
    isTrue(own),
    () => yamlOf(release, own),
    () =>
      choose(
        isNot(mode.isOpenShift),
        () => fixed(usual[part], own.place),
        () => known(undefined, own.place),
      ),
  );
}

function podLabels(release: Release): Value {
  const place = release.at("injector");
  return labels(place, { ...nameLabels(release, release.injectorName), component: known("webhook", place) });
}

function disruptionBudget(release: Release): Resource[] {
  const budget = release.values.get("injector", "podDisruptionBudget");
  return manifest(release, {
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    name: release.names.injector,
    usualName: "vault-agent-injector",
    exists: isTrue(budget),
    namespace: release.namespace,
    labels: labels(budget.place, ownLabels(release, release.injectorName)),
    content: () => ({
      spec: withMore(
        object(budget.place, { selector: object(budget.place, { matchLabels: podLabels(release) }) }),
        budget,
      ),
    }),
  });
}
