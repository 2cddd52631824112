import { z } from "zod";
import type { AuthSettings } from "../live/auth-secret";
import type { StackLocation } from "../plan/stack";
import { exportState, type StateResource } from "../plan/state-file";

/** An auth method, as last applied, that Vault must be told a secret of. */
export type MethodWithSecret =
  | { readonly kind: "oidc"; readonly mount: string; readonly component: string; readonly settings: AuthSettings }
  | { readonly kind: "ldap"; readonly mount: string; readonly component: string; readonly bindDn: string };

/** The component whose settings no engine can write, because Vault takes them with the secret only. */
export const oidcComponent = "strongroom:auth:OidcAuth";

const inputs = z.object({ path: z.string(), config: z.record(z.string(), z.unknown()) });

/** The auth methods in an environment's state that have a secret. */
export async function methodsWithSecret(location: StackLocation): Promise<readonly MethodWithSecret[]> {
  const { deployment } = await exportState(location);
  return (deployment?.resources ?? []).flatMap(methodOf);
}

function methodOf(resource: StateResource): MethodWithSecret[] {
  if (resource.type !== oidcComponent && resource.type !== "strongroom:auth:LdapAuth") return [];
  const { path: mount, config } = inputs.parse(resource.inputs);
  const component = `${resource.type.split(":").at(-1) ?? ""} "${resource.urn.split("::").at(-1) ?? ""}"`;
  if (resource.type === oidcComponent) return [{ kind: "oidc", mount, component, settings: config }];
  const bindDn = z.string().parse(config["binddn"]);
  return bindDn === "" ? [] : [{ kind: "ldap", mount, component, bindDn }];
}
