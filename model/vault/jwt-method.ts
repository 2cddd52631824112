import type { Resource } from "../resource";
import { asText } from "../scalars";
import { readSecret } from "../secret";
import { asUnknown, known, map, type Value } from "../value";
import type { Issuer } from "./jwt-login";
import { foundIn, isFound } from "./settings";

interface Method {
  readonly mount: Value<string | undefined>;
  readonly issuer: Issuer;
}

/** Both names are of one plugin. */
const mounts = ["jwt", "oidc"];
const configPath = /^auth\/(?<mount>.+)\/config$/u;

/** The issuer whose tokens the JWT or OIDC method of a mount takes, as far as these resources say so. */
export function issuerFor(mount: Value<string | undefined>, resources: readonly Resource[]): Issuer {
  if (mount.kind !== "known") return asUnknown(mount, "is not a path");
  const methods = resources.flatMap(methodOf);
  const named = methods.find((method) => method.mount.kind === "known" && method.mount.value === mount.value);
  const perhaps = methods.find((method) => method.mount.kind !== "known");
  return (
    named?.issuer ?? (perhaps === undefined ? known(undefined, mount.place) : asUnknown(perhaps.mount, "is not a path"))
  );
}

function methodOf(resource: Resource): Method[] {
  const method = foundIn(resource, { types: ["vault:jwt/authBackend:AuthBackend"], path: configPath, mounts });
  if (method === undefined || !isFound(method)) return [];
  const { settings, path } = method;
  const mount =
    path === undefined
      ? map(asText(settings("path")), (text, place) => known((text ?? "jwt").replace(/^\/+|\/+$/gu, ""), place))
      : known(configPath.exec(path)?.groups?.["mount"], { path: ["path"] });
  return [{ mount, issuer: issuerIn(asText(settings("bound_issuer"))) }];
}

/** An issuer is no secret, though it may stand in a body that is one. */
export function issuerIn(text: Value<string | undefined>): Issuer {
  if (text.kind === "unknown") return text;
  const issuer = text.kind === "secret" ? readSecret(text, (written) => written) : text.value;
  return known(issuer === "" ? undefined : issuer, text.place);
}
