import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { addressFault } from "../address";
import { bundleProblems } from "../certificates/bundle";
import { isNamespace, isObjectName, namespaceForm, objectNameForm } from "../kubernetes/names";
import type { KubernetesAuthArgs, KubernetesRoleArgs } from "./kubernetes-args";
import { roleNameProblems } from "./role-name";
import { lifeProblems, type TokenLives } from "./token";

/** Seconds: long enough not to log in all the time, short enough for a Pod that is gone. */
export const defaultLives: TokenLives = { ttl: 20 * 60, maxTtl: 3600 };

/**
 * Checks that tokens go to the API server alone, and that each role says which accounts it is for.
 * @throws Refusal with every problem of the method and of all its roles
 */
export function checkKubernetesAuth(args: KubernetesAuthArgs): void {
  refuseFor([
    ...serverProblems(args),
    ...roleNameProblems(args.path, args.roles),
    ...args.roles.flatMap((role) => roleProblems(`role "${role.name}" of auth method "${args.path}"`, role)),
  ]);
}

function serverProblems({ path, kubernetesHost, kubernetesCaCert }: KubernetesAuthArgs): Problem[] {
  const subject = `auth method "${path}"`;
  return [
    ...hostProblems(subject, kubernetesHost),
    ...(kubernetesCaCert === undefined
      ? []
      : bundleProblems({ subject, path: "kubernetesCaCert" }, kubernetesCaCert, "certificates")),
  ];
}

function hostProblems(subject: string, kubernetesHost: string): Problem[] {
  const found = addressFault(kubernetesHost);
  if (found === undefined) return [];
  const must = "be the API server's address, with https and nothing but host, port and path";
  const fix = "give an address such as https://kubernetes.default.svc";
  return [{ subject, path: "kubernetesHost", must, found, fix }];
}

function roleProblems(subject: string, role: KubernetesRoleArgs): Problem[] {
  return [
    ...boundProblems(subject, "boundServiceAccountNames", role.boundServiceAccountNames, accountRequirement),
    ...boundProblems(
      subject,
      "boundServiceAccountNamespaces",
      role.boundServiceAccountNamespaces,
      namespaceRequirement,
    ),
    ...audienceProblems(subject, role.audience),
    ...lifeProblems(subject, role, defaultLives),
  ];
}

function boundProblems(
  subject: string,
  path: "boundServiceAccountNames" | "boundServiceAccountNamespaces",
  values: readonly string[],
  requirement: (value: string) => string | undefined,
): Problem[] {
  const fix = "name those that the application runs as, one by one";
  if (values.length === 0) return [{ subject, path, must: "name at least one", found: "none", fix }];
  return values.flatMap((value, index) => {
    const must = requirement(value);
    return must === undefined ? [] : [{ subject, path: `${path}[${index}]`, must, found: JSON.stringify(value), fix }];
  });
}

/** Vault takes `*` for any text, wherever it stands in a name (path_login.go, StrListContainsGlob). */
const noPattern = "be one name, and no pattern that others match as well";

function accountRequirement(name: string): string | undefined {
  if (name.includes("*")) return noPattern;
  if (name === "default") return "not be the account of every Pod in the namespace that names none";
  return isObjectName(name) ? undefined : objectNameForm;
}

function namespaceRequirement(name: string): string | undefined {
  if (name.includes("*")) return noPattern;
  return isNamespace(name) ? undefined : namespaceForm;
}

function audienceProblems(subject: string, audience: string): Problem[] {
  if (audience !== "" && audience.trim() === audience) return [];
  return [
    {
      subject,
      path: "audience",
      must: "be the aud claim that a token must have: without one, the token of every request to the API server would do",
      found: JSON.stringify(audience),
      fix: "name the audience that the application asks for, such as this Vault's address",
    },
  ];
}
