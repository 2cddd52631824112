import type { Rule } from "../rule";
import auditNoRaw from "./audit/audit-no-raw";
import auditPersistentSink from "./audit/audit-persistent-sink";
import auditRedundancy from "./audit/audit-redundancy";
import auditRemoval from "./audit/audit-removal";
import auditRotated from "./audit/audit-rotated";
import auditShipped from "./audit/audit-shipped";
import approleNetworkBound from "./auth/approle-network-bound";
import approleSecretIdBounded from "./auth/approle-secret-id-bounded";
import approleSecretIdNotInState from "./auth/approle-secret-id-not-in-state";
import approleSecretIdRequired from "./auth/approle-secret-id-required";
import authMountTuned from "./auth/auth-mount-tuned";
import jwtRoleBound from "./auth/jwt-role-bound";
import kubernetesRoleBound from "./auth/kubernetes-role-bound";
import ldapEncrypted from "./auth/ldap-encrypted";
import noPasswordAuth from "./auth/no-password-auth";
import mfaForPeople from "./auth/mfa-for-people";
import oidcRedirectUris from "./auth/oidc-redirect-uris";
import tokenPeriodBounded from "./auth/token-period-bounded";
import tokenTtlBounded from "./auth/token-ttl-bounded";
import userLockout from "./auth/user-lockout";
import configurationValid from "./change/configuration-valid";
import changeSize from "./change/change-size";
import guardWeakened from "./change/guard-weakened";
import noDataLoss from "./change/no-data-loss";
import protectStateful from "./change/protect-stateful";
import providerMoved from "./change/provider-moved";
import tierDeclared from "./change/tier-declared";
import waiverExpired from "./change/waiver-expired";
import waiverExpiresSoon from "./change/waiver-expires-soon";
import waiverUnused from "./change/waiver-unused";
import waiversValid from "./change/waivers-valid";
import alertsPresent from "./kubernetes/alerts-present";
import backupScheduled from "./kubernetes/backup-scheduled";
import caDistributed from "./kubernetes/ca-distributed";
import disruptionBudget from "./kubernetes/disruption-budget";
import gracefulUpgrade from "./kubernetes/graceful-upgrade";
import haReplicas from "./kubernetes/ha-replicas";
import haSpread from "./kubernetes/ha-spread";
import imagePinned from "./kubernetes/image-pinned";
import networkIsolated from "./kubernetes/network-isolated";
import noSsh from "./kubernetes/no-ssh";
import podHardened from "./kubernetes/pod-hardened";
import probesRight from "./kubernetes/probes-right";
import rbacMinimal from "./kubernetes/rbac-minimal";
import routeToActive from "./kubernetes/route-to-active";
import singleTenancy from "./kubernetes/single-tenancy";
import policyDangling from "./policy/policy-dangling";
import policyKnownMount from "./policy/policy-known-mount";
import policyNoBroadWrite from "./policy/policy-no-broad-write";
import policyNoSudo from "./policy/policy-no-sudo";
import policyParameterGuard from "./policy/policy-parameter-guard";
import policyUnused from "./policy/policy-unused";
import policyValid from "./policy/policy-valid";
import noDevServer from "./root/no-dev-server";
import noRootPolicyGrant from "./root/no-root-policy-grant";
import noRootToken from "./root/no-root-token";
import noRootTokenStored from "./root/no-root-token-stored";
import noStaticToken from "./root/no-static-token";
import noUnauthenticatedRekey from "./root/no-unauthenticated-rekey";
import kvVersioned from "./secrets/kv-versioned";
import databaseRoleBounded from "./secrets/database-role-bounded";
import pkiRoleBounded from "./secrets/pki-role-bounded";
import pkiRootOffline from "./secrets/pki-root-offline";
import secretNotInConfig from "./secrets/secret-not-in-config";
import secretNotInState from "./secrets/secret-not-in-state";
import staticCredentialRotated from "./secrets/static-credential-rotated";
import transitKeyContained from "./secrets/transit-key-contained";
import coreDumpsOff from "./server/core-dumps-off";
import metricsProtected from "./server/metrics-protected";
import mlockExplicit from "./server/mlock-explicit";
import rawEndpointOff from "./server/raw-endpoint-off";
import sealNoInlineCredential from "./server/seal-no-inline-credential";
import serverAutoUnseal from "./server/server-auto-unseal";
import serverConfigKnown from "./server/server-config-known";
import serverVersionSupported from "./server/server-version-supported";
import storageDurable from "./server/storage-durable";
import telemetryOn from "./server/telemetry-on";
import tlsCertificateCovers from "./tls/tls-certificate-covers";
import tlsCertificateRotation from "./tls/tls-certificate-rotation";
import tlsClientAddress from "./tls/tls-client-address";
import tlsClientCertificates from "./tls/tls-client-certificates";
import tlsEndToEnd from "./tls/tls-end-to-end";
import tlsListenerRequired from "./tls/tls-listener-required";
import tlsMinVersion from "./tls/tls-min-version";
import tlsNoSkipVerify from "./tls/tls-no-skip-verify";

/** Every rule, by family. `npm run new:rule` adds to it. */
export const rules: readonly Rule[] = [
  auditNoRaw,
  auditPersistentSink,
  auditRedundancy,
  auditRemoval,
  auditRotated,
  auditShipped,
  approleNetworkBound,
  approleSecretIdBounded,
  approleSecretIdNotInState,
  approleSecretIdRequired,
  authMountTuned,
  jwtRoleBound,
  kubernetesRoleBound,
  ldapEncrypted,
  noPasswordAuth,
  mfaForPeople,
  oidcRedirectUris,
  tokenPeriodBounded,
  tokenTtlBounded,
  userLockout,
  configurationValid,
  changeSize,
  guardWeakened,
  noDataLoss,
  protectStateful,
  providerMoved,
  tierDeclared,
  waiverExpired,
  waiverExpiresSoon,
  waiverUnused,
  waiversValid,
  alertsPresent,
  backupScheduled,
  caDistributed,
  disruptionBudget,
  gracefulUpgrade,
  haReplicas,
  haSpread,
  imagePinned,
  networkIsolated,
  noSsh,
  podHardened,
  probesRight,
  rbacMinimal,
  routeToActive,
  singleTenancy,
  policyDangling,
  policyKnownMount,
  policyNoBroadWrite,
  policyNoSudo,
  policyParameterGuard,
  policyUnused,
  policyValid,
  noDevServer,
  noRootPolicyGrant,
  noRootToken,
  noRootTokenStored,
  noStaticToken,
  noUnauthenticatedRekey,
  kvVersioned,
  databaseRoleBounded,
  pkiRoleBounded,
  pkiRootOffline,
  secretNotInConfig,
  secretNotInState,
  staticCredentialRotated,
  transitKeyContained,
  coreDumpsOff,
  metricsProtected,
  mlockExplicit,
  rawEndpointOff,
  sealNoInlineCredential,
  serverAutoUnseal,
  serverConfigKnown,
  serverVersionSupported,
  storageDurable,
  telemetryOn,
  tlsCertificateCovers,
  tlsCertificateRotation,
  tlsClientAddress,
  tlsClientCertificates,
  tlsEndToEnd,
  tlsListenerRequired,
  tlsMinVersion,
  tlsNoSkipVerify,
];
