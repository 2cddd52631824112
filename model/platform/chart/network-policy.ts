import type { Resource } from "../../resource";
import { isOn, isTrue } from "./condition";
import { choose, object } from "./content";
import { manifest, nameLabels } from "./manifest";
import type { Release } from "./release";
import { known } from "../../value";

/** Who may talk to the servers, and to whom they may (templates/server-network-policy.yaml). The chart makes it also without servers. */
export function networkPolicy(release: Release): Resource[] {
  const { values, at, names, namespace } = release;
  const place = at("server", "networkPolicy");
  const egress = values.get("server", "networkPolicy", "egress");
  return manifest(release, {
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    name: names.full,
    usualName: "vault",
    exists: isOn(values.get("server", "networkPolicy", "enabled")),
    namespace,
    labels: object(place, nameLabels(release)),
    content: () => ({
      spec: object(place, {
        podSelector: object(place, { matchLabels: object(place, nameLabels(release)) }),
        ingress: values.get("server", "networkPolicy", "ingress"),
        egress: choose(
          isTrue(egress),
          () => egress,
          () => known(undefined, egress.place),
        ),
      }),
    }),
  });
}
