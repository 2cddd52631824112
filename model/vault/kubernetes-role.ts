import { parse } from "yaml";
import { readSecret } from "../secret";
import type { Resource } from "../resource";
import { asNames, asText } from "../scalars";
import { known, unknown, type Unknown, type Value } from "../value";
import { foundIn, isFound, type Declared, type Settings } from "./settings";

/** Who may log in with a role of the Kubernetes method. */
export interface KubernetesRole {
  readonly serviceAccounts: Value<readonly Value<string>[]>;
  readonly namespaces: Value<readonly Value<string>[]>;
  /** How many labels a namespace that is not named must have to get in; undefined where labels let in none. */
  readonly selectorLabels: Value<number | undefined>;
  readonly audience: Value<string | undefined>;
}

const bounds = [
  "bound_service_account_names",
  "bound_service_account_namespaces",
  "bound_service_account_namespace_selector",
  "alias_name_source",
];

export const kubernetesRoles: Declared = {
  types: ["vault:kubernetes/authBackendRole:AuthBackendRole"],
  path: /^auth\/.+\/role\/[^/]+$/u,
  mounts: ["kubernetes"],
  toldBy: { settings: bounds, path: /^auth\/[^/]*(?:kubernetes|k8s)/iu },
};

export function kubernetesRoleOf(resource: Resource): KubernetesRole | Unknown | undefined {
  const role = foundIn(resource, kubernetesRoles);
  return role !== undefined && isFound(role) ? readRole(role.settings) : role;
}

function readRole(settings: Settings): KubernetesRole {
  return {
    serviceAccounts: asNames(settings("bound_service_account_names")),
    namespaces: asNames(settings("bound_service_account_namespaces")),
    selectorLabels: readSelector(asText(settings("bound_service_account_namespace_selector"))),
    audience: asText(settings("audience")),
  };
}

/** Vault reads JSON or YAML, and labels only (vault-plugin-auth-kubernetes, namespace_validator.go). */
function readSelector(text: Value<string | undefined>): Value<number | undefined> {
  if (text.kind === "unknown") return text;
  const read = (written: string | undefined): Value<number | undefined> => {
    if (written === undefined || written === "") return known(undefined, text.place);
    const labels = labelsIn(written);
    return labels === undefined ? unknown("is no label selector", text.place) : known(labels, text.place);
  };
  return text.kind === "secret" ? readSecret(text, read) : read(text.value);
}

/** How many labels the selector asks for; undefined for what is none. */
function labelsIn(written: string): number | undefined {
  let selector: unknown;
  try {
    selector = parse(written, { logLevel: "silent" });
  } catch {
    // The parser's message repeats the text; that it is no selector is all there is to say.
    return undefined;
  }
  if (selector === null) return 0;
  if (typeof selector !== "object" || Array.isArray(selector)) return undefined;
  const labels: unknown = Reflect.get(selector, "matchLabels");
  return typeof labels === "object" && labels !== null ? Object.keys(labels).length : 0;
}
