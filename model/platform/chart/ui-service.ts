import { allOf, isNot } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";
import { hasText, isOn, isTrue } from "./condition";
import { choose, labels, object } from "./content";
import { manifest, nameLabels, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** The Service in front of the servers' user interface (templates/ui-service.yaml). */
export function uiService(release: Release): Resource[] {
  const { values, at, names, namespace, mode, scheme } = release;
  const place = at("ui");
  const own = values.get("ui", "enabled");
  const isEnabled = choose(
    hasText(own, "-"),
    () => values.get("global", "enabled"),
    () => own,
  );
  const isLoadBalancer = hasText(values.get("ui", "serviceType"), "LoadBalancer");
  const balanced = (name: string) =>
    choose(
      isLoadBalancer,
      () => values.get("ui", name),
      () => known(undefined, at("ui", name)),
    );
  return manifest(release, {
    type: "kubernetes:core/v1:Service",
    name: names.ui,
    usualName: "vault-ui",
    exists: allOf([mode.startsServers, isOn(isEnabled)]),
    namespace,
    labels: object(place, ownLabels(release)),
    annotations: yamlOf(release, values.get("ui", "annotations")),
    content: () => ({
      spec: object(place, {
        type: values.get("ui", "serviceType"),
        ipFamilyPolicy: values.get("ui", "serviceIPFamilyPolicy"),
        ipFamilies: values.get("ui", "serviceIPFamilies"),
        externalTrafficPolicy: externalTrafficPolicy(
          values.get("ui", "serviceType"),
          values.get("ui", "externalTrafficPolicy"),
        ),
        loadBalancerIP: balanced("loadBalancerIP"),
        loadBalancerSourceRanges: balanced("loadBalancerSourceRanges"),
        publishNotReadyAddresses: values.get("ui", "publishNotReadyAddresses"),
        ports: known(
          [
            object(place, {
              name: scheme,
              port: values.get("ui", "externalPort"),
              targetPort: values.get("ui", "targetPort"),
              nodePort: values.get("ui", "serviceNodePort"),
            }),
          ],
          place,
        ),
        selector: labels(place, {
          ...nameLabels(release),
          component: known("server", place),
          "vault-active": choose(
            allOf([isTrue(values.get("ui", "activeVaultPodOnly")), mode.isHighlyAvailable]),
            () => known("true", place),
            () => known(undefined, place),
          ),
        }),
      }),
    }),
  });
}

/** Only Services that are reached from outside have it. */
export function externalTrafficPolicy(type: Value, policy: Value): Value {
  const isInside = allOf([isNot(hasText(type, "LoadBalancer")), isNot(hasText(type, "NodePort"))]);
  return choose(
    isInside,
    () => known(undefined, policy.place),
    () => policy,
  );
}
