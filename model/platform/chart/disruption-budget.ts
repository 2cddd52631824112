import { allOf } from "../../certainty";
import type { Resource } from "../../resource";
import { asCount } from "../../scalars";
import { known, map, type Value } from "../../value";
import { isOn, isTrue } from "./condition";
import { choose, object } from "./content";
import { manifest, ownLabels } from "./manifest";
import type { Release } from "./release";
import { serverLabels } from "./stateful-set";

/** How many servers may be away at once (templates/server-disruptionbudget.yaml). */
export function disruptionBudget(release: Release): Resource[] {
  const { values, at, names, namespace, mode } = release;
  const place = at("server", "ha", "disruptionBudget");
  return manifest(release, {
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    name: names.full,
    usualName: "vault",
    exists: allOf([
      mode.startsServers,
      mode.isHighlyAvailable,
      isOn(values.get("server", "ha", "disruptionBudget", "enabled")),
    ]),
    namespace,
    labels: object(place, ownLabels(release)),
    content: () => ({
      spec: object(place, {
        maxUnavailable: maxUnavailable(release),
        selector: object(place, { matchLabels: object(place, serverLabels(release)) }),
      }),
    }),
  });
}

/** `vault.pdb.maxUnavailable`: as many as a majority of the replicas can lose, and none of a single one. */
function maxUnavailable({ values, mode }: Release): Value {
  const replicas = asCount(values.get("server", "ha", "replicas"));
  const own = values.get("server", "ha", "disruptionBudget", "maxUnavailable");
  const zones = allOf([mode.hasRaft, isOn(values.get("server", "ha", "raft", "redundancyZones", "enabled"))]);
  return map(replicas, (count): Value => {
    if (count === 1) return known(0, own.place);
    return choose(
      isTrue(own),
      () => own,
      () =>
        choose(
          zones,
          () => known(1, own.place),
          () => known(Math.floor(((count ?? 0) - 1) / 2), own.place),
        ),
    );
  });
}
