import type { Place } from "../place";
import { input, vaultProviderType, type Resource } from "../resource";
import { asText } from "../scalars";
import { known, map, type Value } from "../value";
import { mountOf } from "./mount";
import { foundIn, givesAny, isFound } from "./settings";

/**
 * Methods to which people type a password that Vault itself checks, or passes on to a service that knows nothing else of who asks.
 * LDAP is none of them: the company's directory says who may log in, locks them out and forgets leavers.
 */
const passwordMethods: ReadonlySet<string> = new Set(["userpass", "radius", "okta"]);

/** The methods among these that a resource enables or logs in with; undefined stands for another method. */
export function passwordLoginsOf(resource: Resource): Value<string | undefined>[] {
  switch (resource.type) {
    case "vault:okta/authBackend:AuthBackend":
      return [known("okta", input(resource, "path").place)];
    case vaultProviderType:
      return ofProvider(resource);
    default:
      return ofMountOrUser(resource);
  }
}

function ofMountOrUser(resource: Resource): Value<string | undefined>[] {
  const mount = mountOf(resource);
  if (mount !== undefined) return mount.kind === "method" ? [map(mount.type, passwordMethod)] : [];
  const user = foundIn(resource, {
    types: [],
    path: /^auth\/.+\/users\/[^/]+(?:\/password)?$/u,
    mounts: ["userpass"],
  });
  if (user === undefined) return [];
  if (!isFound(user)) return [user];
  // Users of other methods have policies only.
  return givesAny(user.settings, ["password", "password_hash"]) ? [known("userpass", { path: ["path"] })] : [];
}

function passwordMethod(type: string, place: Place): Value<string | undefined> {
  return known(passwordMethods.has(type) ? type : undefined, place);
}

function ofProvider(provider: Resource): Value<string | undefined>[] {
  return [
    givenAs(input(provider, "authLoginUserpass"), "userpass"),
    givenAs(input(provider, "authLoginRadius"), "radius"),
    map(asText(input(provider, "authLogin", "path")), (path, place) => known(methodOfLogin(path ?? ""), place)),
  ];
}

function givenAs(login: Value, method: string): Value<string | undefined> {
  return map(login, (content, place) => known(content === undefined ? undefined : method, place));
}

/** Methods with passwords have the user's name in the path of a login; which one it is, only the mount's name can say. */
function methodOfLogin(path: string): string | undefined {
  const mount = /^\/*(?:auth\/)?(?<mount>.+)\/login\/[^/]+\/*$/u.exec(path)?.groups?.["mount"];
  if (mount === undefined || /ldap/iu.test(mount)) return undefined;
  return [...passwordMethods].find((method) => mount.includes(method)) ?? "userpass";
}
