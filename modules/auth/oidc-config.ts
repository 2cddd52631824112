import type { OidcAuthArgs } from "./oidc-args";
import { pemBlocks } from "./pem";

/** The declared part of `auth/<mount>/config`, in Vault's own names: all but `oidc_client_secret`. */
export interface OidcConfig {
  readonly oidc_discovery_url: string;
  readonly oidc_discovery_ca_pem: string;
  readonly oidc_client_id: string;
  readonly jwt_supported_algs: readonly string[];
  readonly default_role: string;
  readonly namespace_in_state: boolean;
}

export function oidcConfig(args: OidcAuthArgs): OidcConfig {
  const { discoveryUrl, discoveryCaCertificate, clientId, supportedAlgorithms = ["RS256"], defaultRole = "" } = args;
  return {
    oidc_discovery_url: discoveryUrl,
    oidc_discovery_ca_pem: discoveryCaCertificate === undefined ? "" : pemBlocks([discoveryCaCertificate]),
    oidc_client_id: clientId,
    jwt_supported_algs: [...supportedAlgorithms].sort(),
    default_role: defaultRole,
    namespace_in_state: true,
  };
}
