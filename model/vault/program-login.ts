import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { asUnknown, field, isAbsent, type Unknown } from "../value";
import type { LoginMethod } from "./login-method";
import { writeOf } from "./write";

/**
 * Whether only programs of this stack log in with a method: those whose providers do so by name and password, and no other user is
 * declared. Where no user is declared at all, people can be made by hand.
 */
export function isForPrograms({ path }: LoginMethod, resources: readonly Resource[]): boolean | Unknown {
  const programs = resources.flatMap(programUser);
  if (programs.length === 0) return false;
  if (path.kind !== "known") return asUnknown(path, "cannot be compared");
  const below = `${path.value}/`;
  const openProgram = programs.find(isUnknown);
  if (openProgram === undefined && !programs.some((user) => isBelow(user, below))) return false;
  const users = resources.flatMap(declaredUser);
  const own = users.filter((user) => isBelow(user, below));
  if (own.some((user) => !programs.includes(user))) return openProgram ?? false;
  return users.find(isUnknown) ?? own.length > 0;
}

/** The user as whom the provider behind a resource logs in: `userpass/strongroom-deploy`. */
function programUser({ provider }: Resource): (string | Unknown)[] {
  if (provider === undefined) return [];
  const login = input(provider, "authLoginUserpass");
  if (login.kind === "unknown") return [login];
  if (isAbsent(login)) return [];
  const mount = asText(field(login, "mount"));
  const username = asText(field(login, "username"));
  if (mount.kind !== "known") return [asUnknown(mount, "cannot be compared")];
  if (username.kind !== "known") return [asUnknown(username, "cannot be compared")];
  return username.value === undefined ? [] : [`${mount.value ?? "userpass"}/${username.value}`];
}

/** The user that a resource declares, by method and name. */
function declaredUser(resource: Resource): (string | Unknown)[] {
  const path = writeOf(resource)?.path;
  if (path === undefined) return [];
  if (path.kind === "unknown") return [path];
  const user = /^auth\/(?<mount>.+)\/users\/(?<name>[^/]+)$/u.exec(path.value)?.groups;
  return user === undefined ? [] : [`${user["mount"] ?? ""}/${user["name"] ?? ""}`];
}

function isBelow(user: string | Unknown, path: string): boolean {
  return typeof user === "string" && user.startsWith(path);
}

function isUnknown(user: string | Unknown): user is Unknown {
  return typeof user === "object";
}
