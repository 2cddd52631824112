import { isOn, isTrue } from "./condition";
import { choose, fixed, labels, object } from "./content";
import { manifest, nameLabels, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";
import { allOf } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";

/** How the cluster asks the injector about new pods: its Service, the hook, and on OpenShift who may reach it. */
export function injectorWebhook(release: Release): Resource[] {
  const { at, values, names, namespace, mode } = release;
  const place = at("injector", "webhook");
  const shared = { exists: mode.isInjectorEnabled, labels: labels(place, ownLabels(release, release.injectorName)) };
  const selector = labels(place, {
    ...nameLabels(release, release.injectorName),
    component: known("webhook", place),
  });
  const service = manifest(release, {
    ...shared,
    type: "kubernetes:core/v1:Service",
    name: names.injectorService,
    usualName: "vault-agent-injector-svc",
    namespace,
    annotations: yamlOf(release, values.get("injector", "service", "annotations")),
    content: () => ({
      spec: object(place, {
        ports: known(
          [
            object(place, {
              name: known("https", place),
              port: known(443, place),
              targetPort: values.get("injector", "port"),
            }),
          ],
          place,
        ),
        selector,
      }),
    }),
  });
  const hook = manifest(release, {
    ...shared,
    type: "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration",
    name: names.injectorWebhook,
    usualName: "vault-agent-injector-cfg",
    content: () => ({ webhooks: known([webhook(release)], place) }),
  });
  const policy = manifest(release, {
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    name: names.injector,
    usualName: "vault-agent-injector",
    exists: allOf([mode.isInjectorEnabled, isOn(values.get("global", "openshift"))]),
    labels: labels(place, nameLabels(release, release.injectorName)),
    content: () => ({
      spec: object(place, {
        podSelector: object(place, { matchLabels: selector }),
        ingress: fixed([{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080, protocol: "TCP" }] }], place),
      }),
    }),
  });
  return [...service, ...hook, ...policy];
}

function webhook(release: Release): Value {
  const { at, names, namespace } = release;
  const place = at("injector", "webhook");
  return object(place, {
    name: known("vault.hashicorp.com", place),
    failurePolicy: current(release, "failurePolicy"),
    timeoutSeconds: release.values.get("injector", "webhook", "timeoutSeconds"),
    clientConfig: object(place, {
      service: object(place, { name: names.injectorService, namespace, path: known("/mutate", place) }),
      caBundle: release.values.get("injector", "certs", "caBundle"),
    }),
    namespaceSelector: yamlOf(release, current(release, "namespaceSelector")),
    objectSelector: yamlOf(release, current(release, "objectSelector")),
  });
}

/** The value, or the one at its older place. */
function current({ values }: Release, name: string): Value {
  const value = values.get("injector", "webhook", name);
  return choose(
    isTrue(value),
    () => value,
    () => values.get("injector", name),
  );
}
