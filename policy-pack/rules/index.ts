import type { Rule } from "../rule";
import auditRedundancy from "./audit/audit-redundancy";
import approleSecretIdBounded from "./auth/approle-secret-id-bounded";
import kubernetesRoleBound from "./auth/kubernetes-role-bound";
import tokenTtlBounded from "./auth/token-ttl-bounded";
import tierDeclared from "./change/tier-declared";
import noDevServer from "./root/no-dev-server";
import noRootPolicyGrant from "./root/no-root-policy-grant";
import noRootToken from "./root/no-root-token";
import noStaticToken from "./root/no-static-token";
import tlsClientAddress from "./tls/tls-client-address";
import tlsListenerRequired from "./tls/tls-listener-required";

/** Every rule, by family. `npm run new:rule` adds to it. */
export const rules: readonly Rule[] = [
  auditRedundancy,
  approleSecretIdBounded,
  kubernetesRoleBound,
  tokenTtlBounded,
  tierDeclared,
  noDevServer,
  noRootPolicyGrant,
  noRootToken,
  noStaticToken,
  tlsClientAddress,
  tlsListenerRequired,
];
