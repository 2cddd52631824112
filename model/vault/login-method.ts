import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { known, type Value } from "../value";
import { mountOf } from "./mount";
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

export function loginMethodOf(resource: Resource): LoginMethod | undefined {
  const mount = mountOf(resource);
  if (mount?.kind !== "method") return undefined;
  const { type, path } = mount;
  // A write answers with nothing that says it.
  const accessor = writeOf(resource) === undefined ? asText(input(resource, "accessor")) : known(undefined, path.place);
  return { resource, type, path, accessor };
}
