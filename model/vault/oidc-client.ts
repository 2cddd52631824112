import type { Resource } from "../resource";
import { asNames } from "../scalars";
import type { Unknown, Value } from "../value";
import { foundIn, isFound } from "./settings";

/** An application that Vault itself logs people in to, as their OIDC provider. */
export interface OidcClient {
  readonly redirectUris: Value<readonly Value<string>[]>;
}

export function oidcClientOf(resource: Resource): OidcClient | Unknown | undefined {
  const client = foundIn(resource, {
    types: ["vault:identity/oidcClient:OidcClient"],
    path: /^identity\/oidc\/client\/[^/]+$/u,
  });
  return client !== undefined && isFound(client) ? { redirectUris: asNames(client.settings("redirect_uris")) } : client;
}
