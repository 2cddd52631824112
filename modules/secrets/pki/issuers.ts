import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal } from "../../../problem/problem";
import {
  inGeneration,
  nameInEngine,
  type Generation,
  type GenerationPlace,
  type PkiGenerationArgs,
} from "./generation";

type Issuer = vault.pkisecret.SecretBackendIssuer;

export interface IssuersArgs {
  readonly currentGeneration: string | undefined;
  /** Generations that issue although they are not the current one. */
  readonly alsoIssuing: ReadonlySet<string>;
  /** What has to be there before anything is issued. */
  readonly ready: pulumi.Resource;
}

/**
 * The issuers of the generations that have a certificate, by name.
 *
 * Nobody has to wait while another generation becomes the current one: it may issue before it is the default, and the default has
 * moved before the older one may not issue any more.
 */
export function declareIssuers(
  generations: readonly Generation[],
  { currentGeneration, alsoIssuing, ready }: IssuersArgs,
  place: GenerationPlace,
): ReadonlyMap<string, Issuer> {
  const signed = generations.flatMap(({ args, certificate }) =>
    certificate === undefined ? [] : [{ args, certificate }],
  );
  const current = signed.find(({ args }) => args.name === currentGeneration);
  if (current === undefined) return new Map();
  const currentIssuer = declareIssuer(current, place, { issues: true, dependsOn: ready });
  const { path, mount, parent } = place;
  const defaultIssuer = new vault.pkisecret.SecretBackendConfigIssuers(
    path,
    { backend: path, default: currentIssuer.issuerId, defaultFollowsLatestIssuer: false },
    { parent, dependsOn: mount, deletedWith: mount },
  );
  const others = signed.filter((generation) => generation !== current);
  return new Map([
    [current.args.name, currentIssuer],
    ...others.map((generation): [string, Issuer] => {
      const issues = alsoIssuing.has(generation.args.name);
      return [generation.args.name, declareIssuer(generation, place, { issues, dependsOn: defaultIssuer })];
    }),
  ]);
}

interface SignedGeneration {
  readonly args: PkiGenerationArgs;
  readonly certificate: pulumi.Output<string>;
}

/** Gives a certificate to Vault, and what came of it its name. Whatever it may issue, it signs its CRL and OCSP answers. */
function declareIssuer(
  { args, certificate }: SignedGeneration,
  place: GenerationPlace,
  { issues, dependsOn }: { readonly issues: boolean; readonly dependsOn: pulumi.Resource },
): Issuer {
  const options = inGeneration(args, place);
  const imported = new vault.pkisecret.SecretBackendIntermediateSetSigned(
    nameInEngine(args, place),
    { backend: place.path, certificate },
    options,
  );
  return new vault.pkisecret.SecretBackendIssuer(
    nameInEngine(args, place),
    {
      backend: place.path,
      issuerRef: imported.importedIssuers.apply((ids) => theOnlyOne(ids, args.name)),
      issuerName: args.name,
      // A leaf that would outlive its issuer is refused, not cut short without a word.
      leafNotAfterBehavior: "err",
      usage: ["crl-signing", ...(issues ? ["issuing-certificates"] : []), "ocsp-signing", "read-only"].join(","),
    },
    { ...options, dependsOn },
  );
}

/** What Vault made of a certificate. An apply that was killed just then leaves one that Vault does not import a second time. */
function theOnlyOne(issuers: readonly string[] | undefined, name: string): string {
  const [issuer, ...others] = issuers ?? [];
  if (issuer !== undefined && others.length === 0) return issuer;
  throw new Refusal([
    {
      subject: `generation "${name}"`,
      must: "have become one issuer",
      found: issuer === undefined ? "none that is new" : `${others.length + 1}`,
      fix: "delete the issuer without a name in Vault and this set-signed resource in Pulumi's state, then apply again",
    },
  ]);
}
