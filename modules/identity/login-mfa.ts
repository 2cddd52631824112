import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { EnforcedOn, LoginMfaArgs } from "./login-mfa-args";
import { checkLoginMfa } from "./login-mfa-check";

/**
 * A second factor at login: codes of an authenticator app ("Vault Security", MFA for sensitive operations). A login answers with
 * what it still needs instead of a token; `strongroom mfa enrol` gives a person the secret for their app.
 *
 * One method and one enforcement belong together: where two enforcements with the same method apply to a login, Vault takes its
 * code for the first and refuses it as used for the second, so that nobody gets in.
 *
 * The method is protected, because every enrolled secret belongs to its id. Settings change in place: a secret that is enrolled
 * stays good, with the settings that it was made with.
 */
export class LoginMfa extends pulumi.ComponentResource {
  readonly method: vault.identity.MfaTotp;
  readonly enforcement: vault.identity.MfaLoginEnforcement;

  /** @throws Refusal with everything that Vault would refuse, or that would keep everyone out */
  constructor(name: string, args: LoginMfaArgs, options?: pulumi.ComponentResourceOptions) {
    checkLoginMfa(args);
    super("strongroom:identity:LoginMfa", name, {}, options);
    this.method = new vault.identity.MfaTotp(
      name,
      {
        issuer: args.issuer,
        algorithm: args.algorithm ?? "SHA1",
        digits: args.digits ?? 6,
        period: args.period ?? 30,
        skew: args.skew ?? 1,
        keySize: args.keySize ?? 20,
        qrSize: args.qrSize ?? 200,
        maxValidationAttempts: args.maxValidationAttempts ?? 5,
      },
      { parent: this, protect: true },
    );
    this.enforcement = new vault.identity.MfaLoginEnforcement(
      name,
      {
        name: enforcementName(args.enforcement, args.enforcedOn),
        mfaMethodIds: [this.method.id],
        ...whomToAsk(args.enforcedOn),
      },
      { parent: this, dependsOn: args.enforcedOn.methods?.map(({ mount }) => mount) ?? [] },
    );
    this.registerOutputs({});
  }
}

/**
 * Vault's name for an enforcement: `people-of-methods`, `people-of-groups-mounts`. The provider cannot take the last group, mount,
 * method or entity away from an enforcement, since it leaves an empty list out of what it writes. One on others is therefore another
 * enforcement, made before the old one goes, so that there is no moment without.
 */
export function enforcementName(name: string, on: EnforcedOn): string {
  const kinds = (["entities", "groups", "methods", "mounts"] as const).filter((kind) => (on[kind] ?? []).length > 0);
  return `${name}-of-${kinds.join("-")}`;
}

type Whom = Pick<
  vault.identity.MfaLoginEnforcementArgs,
  "authMethodAccessors" | "authMethodTypes" | "identityEntityIds" | "identityGroupIds"
>;

function whomToAsk({ methods = [], mounts = [], groups = [], entities = [] }: EnforcedOn): Whom {
  const types = [...new Set(methods.map(({ type }) => type))].sort();
  return {
    ...(types.length === 0 ? {} : { authMethodTypes: types }),
    ...(mounts.length === 0 ? {} : { authMethodAccessors: sorted(mounts.map(({ accessor }) => accessor)) }),
    ...(groups.length === 0 ? {} : { identityGroupIds: sorted(groups.map(({ id }) => id)) }),
    ...(entities.length === 0 ? {} : { identityEntityIds: sorted(entities.map(({ id }) => id)) }),
  };
}

function sorted(values: readonly pulumi.Output<string>[]): pulumi.Output<string[]> {
  return pulumi.all([...values]).apply((known) => known.sort());
}
