import type { ResourceIds } from "../plan/pending";

type Properties = Record<string, unknown>;

/**
 * The ids of the resources that our modules declare, computed from their properties (terraform-provider-vault, "Import" of each
 * resource): what `pulumi import` would be told.
 */
export const resourceIds: ResourceIds = {
  "vault:index/audit:Audit": ({ path }) => text(path),
  "vault:index/authBackend:AuthBackend": ({ path }) => text(path),
  "vault:index/mount:Mount": ({ path }) => text(path),
  "vault:index/policy:Policy": ({ name }) => text(name),
  "vault:appRole/authBackendRole:AuthBackendRole": authRole,
  "vault:jwt/authBackend:AuthBackend": ({ path }) => text(path),
  "vault:jwt/authBackendRole:AuthBackendRole": authRole,
  "vault:generic/endpoint:Endpoint": ({ path }) => text(path),
  "vault:kv/secretBackendV2:SecretBackendV2": ({ mount }) => below(text(mount), "config"),
};

function authRole({ backend, roleName }: Properties): string | undefined {
  const [mount, role] = [text(backend), text(roleName)];
  return mount === undefined || role === undefined ? undefined : `auth/${mount}/role/${role}`;
}

function below(mount: string | undefined, place: string): string | undefined {
  return mount === undefined ? undefined : `${mount}/${place}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
