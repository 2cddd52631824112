import type { Resource } from "../../resource";
import { accounts } from "./accounts";
import { disruptionBudget } from "./disruption-budget";
import { exposure } from "./exposure";
import { injector } from "./injector";
import { monitoring } from "./monitoring";
import { networkPolicy } from "./network-policy";
import { releaseOf } from "./release";
import { services } from "./services";
import { statefulSet } from "./stateful-set";

/**
 * The Kubernetes objects that the official chart (github.com/hashicorp/vault-helm, version 0.34.1, templates/) makes of the values
 * that a resource installs it with; none for a resource that installs something else. Values have the places of what the user
 * wrote, or would have to write. The servers' configuration is read by server/helm.ts; the CSI provider is left out.
 */
export function renderChart(resource: Resource): Resource[] {
  const release = releaseOf(resource);
  if (release === undefined) return [];
  return [statefulSet, services, disruptionBudget, networkPolicy, accounts, exposure, monitoring, injector].flatMap(
    (make) => make(release),
  );
}
