import { input, type Resource } from "../resource";
import { known, type Unknown, type Value } from "../value";
import { mountIn } from "./pki-role";
import { sdkName } from "./settings";
import { writeOf } from "./write";

/** A root authority that an engine makes, and whose key it then has, or may use in a key service. */
export interface PkiRoot {
  /** Path of the engine. */
  readonly mount: Value<string | undefined>;
}

/** builtin/logical/pki/path_root.go, path_manage_issuers.go */
const rootPath =
  /^(?!(?:auth|sys|identity)\/)(?<mount>.+)\/(?:root\/(?:generate|rotate)|issuers\/generate\/root)\/(?:internal|exported|existing|kms)$/u;

export function pkiRootOf(resource: Resource): PkiRoot | Unknown | undefined {
  if (resource.type === "vault:pkiSecret/secretBackendRootCert:SecretBackendRootCert") {
    return { mount: mountIn((name) => input(resource, sdkName(name))) };
  }
  const path = writeOf(resource)?.path;
  if (path === undefined || path.kind === "unknown") return path;
  const mount = rootPath.exec(path.value)?.groups?.["mount"];
  return mount === undefined ? undefined : { mount: known(mount, path.place) };
}
