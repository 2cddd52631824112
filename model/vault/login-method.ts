import { input, type Resource } from "../resource";
import { asText, asWord } from "../scalars";
import { field, known, map, type Value } from "../value";
import { writeOf } from "./write";

/** An auth method where it is mounted. */
export interface LoginMethod {
  readonly resource: Resource;
  /** `userpass`, `ldap`, `oidc`. */
  readonly type: Value<string>;
  /** Without slashes around it. */
  readonly path: Value<string>;
  /** Vault's own name for the mount, which it chooses when it makes it. */
  readonly accessor: Value<string | undefined>;
}

/** Resource types that mount one method each; the path is the type's name unless another is given. */
const ownTypes: Readonly<Record<string, string>> = {
  "vault:github/authBackend:AuthBackend": "github",
  "vault:jwt/authBackend:AuthBackend": "jwt",
  "vault:ldap/authBackend:AuthBackend": "ldap",
  "vault:okta/authBackend:AuthBackend": "okta",
  "vault:saml/authBackend:AuthBackend": "saml",
};

const mountPath = /^sys\/auth\/(?<path>.+?)(?<!\/tune)$/u;

export function loginMethodOf(resource: Resource): LoginMethod | undefined {
  const own = ownTypes[resource.type];
  if (own !== undefined || resource.type === "vault:index/authBackend:AuthBackend") {
    const type = orElse(asText(input(resource, "type")), own ?? "");
    const path = orElse(asText(input(resource, "path")), own ?? (type.kind === "known" ? type.value : ""));
    return { resource, type, path, accessor: asText(input(resource, "accessor")) };
  }
  const write = writeOf(resource);
  const path = write?.path.kind === "known" ? mountPath.exec(write.path.value)?.groups?.["path"] : undefined;
  if (write === undefined || path === undefined) return undefined;
  const place = write.path.place;
  return {
    resource,
    type: orElse(asWord(asText(field(write.data, "type"))), ""),
    path: known(path, place),
    accessor: known(undefined, place),
  };
}

function orElse(text: Value<string | undefined>, otherwise: string): Value<string> {
  return map(text, (given, place) =>
    known((given === undefined || given === "" ? otherwise : given).replace(/^\/+|\/+$/gu, ""), place),
  );
}
