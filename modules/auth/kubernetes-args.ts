import type { AuthMountArgs } from "./mount";
import type { TokenArgs } from "./token";

/**
 * Who may log in: every one of these accounts in every one of these namespaces. For pairs that must not mix, declare two roles.
 * Tokens live for 20 minutes, and an hour in all, by default.
 */
export interface KubernetesRoleArgs extends TokenArgs {
  /** In lower case, as Vault keeps it. */
  readonly name: string;
  /** Service accounts, each by its name. None, a pattern and `default`, the account of every Pod that names none, are refused. */
  readonly boundServiceAccountNames: readonly string[];
  /** Namespaces, each by its name. None and a pattern are refused. */
  readonly boundServiceAccountNamespaces: readonly string[];
  /**
   * The `aud` claim that a token must have. A token made for it is of no use to anybody else, and one made for the API server, as
   * every Pod's own is, is of none to Vault. Where `disableLocalCaJwt` is set, see there.
   */
  readonly audience: string;
  /**
   * What identifies an account to Vault. By default its uid: an account that is deleted and made again under its name is
   * somebody else. `serviceaccount_name`, which is `<namespace>/<name>`, keeps the entity through that, and so whoever may
   * make accounts in the namespace inherits what the entity has.
   */
  readonly aliasNameSource?: "serviceaccount_uid" | "serviceaccount_name";
}

export interface KubernetesAuthArgs extends AuthMountArgs {
  /** Address of the API server, with https, as Vault's servers reach it: `https://kubernetes.default.svc` from within. */
  readonly kubernetesHost: string;
  /**
   * PEM certificates that the API server's is checked against. Without them: the CA of Vault's own Pod or, with
   * `disableLocalCaJwt`, those that the machine trusts.
   */
  readonly kubernetesCaCert?: string;
  /**
   * With whose credential Vault asks the API server whether a token is good (TokenReview).
   *
   * - `false`, by default: with that of Vault's own Pod, which Kubernetes renews. For a Vault in the cluster, whose service account
   *   is bound to `system:auth-delegator`. A Vault that is in no Pod does as with `true`, and says nothing (backend.go, loadConfig).
   * - `true`: with the very token that somebody logs in with. For a Vault outside. Each client's account is then bound to
   *   `system:auth-delegator` (`ServiceAccount` with `authDelegator`), and `audience` must be one that the API server takes for
   *   itself (`--api-audiences`), so that Vault is handed a token which is also good for the API server.
   *
   * The third way that Vault has, a reviewer's token kept in its configuration, is not offered: it would stand in state, and one
   * that lives long enough is what nobody rotates. Outside the cluster, `JwtAuth` with the cluster's issuer needs no reviewer at all.
   */
  readonly disableLocalCaJwt?: boolean;
  /** The `iss` claim to accept. By default any, as Vault recommends: TokenReview says whose token it is, and the check is deprecated. */
  readonly issuer?: string;
  readonly roles: readonly KubernetesRoleArgs[];
}
