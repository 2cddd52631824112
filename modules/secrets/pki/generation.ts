import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal } from "../../../problem/problem";
import { canonicalBundle } from "../../certificates/bundle";
import { certifies } from "./certificate";
import { defaultAuthorityKey, type AuthorityKey } from "./key";
import { generationTtl } from "./lifetimes";
import { rootIssuerName, type PkiRoot } from "./root";

/**
 * One key of an intermediate authority, with its certificate. Nothing of it can be changed once it is made; what should be
 * different is declared in the next generation.
 */
export interface PkiGenerationArgs {
  /** What its issuer and its key are called in Vault: `2026a`. */
  readonly name: string;
  readonly commonName: string;
  readonly organization?: string;
  /** EC P-384 by default. */
  readonly key?: AuthorityKey;
  /** The root that signs it, where that is in the same Vault. */
  readonly signedBy?: PkiRoot;
  /** Life of a certificate that `signedBy` signs, in seconds. Three years by default. */
  readonly ttl?: number;
  /**
   * Its certificate in PEM, where an offline root signs it. Until it is there, the generation is a key and a certificate signing
   * request: `PkiIntermediate.requests`.
   */
  readonly certificate?: string;
  /** Takes the protection off, so that a later change may leave it out. Until then it goes on signing CRLs. */
  readonly retired?: boolean;
}

/** Where a generation is made. */
export interface GenerationPlace {
  readonly path: string;
  readonly mount: vault.Mount;
  readonly parent: pulumi.Resource;
}

/** A generation whose key is made. */
export interface Generation {
  readonly args: PkiGenerationArgs;
  /** Its certificate signing request, in PEM. */
  readonly request: pulumi.Output<string>;
  /** Its certificate, in PEM; undefined while it has none. */
  readonly certificate: pulumi.Output<string> | undefined;
}

/** A key that never leaves Vault, the request for its certificate, and the certificate where there is one. */
export function declareGeneration(args: PkiGenerationArgs, place: GenerationPlace): Generation {
  const { path, mount } = place;
  const { key = defaultAuthorityKey } = args;
  const options = inGeneration(args, place);
  const keyPair = new vault.pkisecret.SecretBackendKey(
    nameInEngine(args, place),
    { backend: path, type: "internal", keyName: args.name, keyType: key.type, keyBits: key.bits },
    { ...options, dependsOn: mount },
  );
  const { csr } = new vault.pkisecret.SecretBackendIntermediateCertRequest(
    nameInEngine(args, place),
    {
      backend: path,
      type: "existing",
      keyRef: keyPair.keyId,
      keyType: key.type,
      keyBits: key.bits,
      ...subject(args),
    },
    options,
  );
  return { args, request: csr, certificate: certificateFor(args, place, csr) };
}

/** From the root in this Vault, or the one that was given. */
function certificateFor(
  args: PkiGenerationArgs,
  place: GenerationPlace,
  csr: pulumi.Output<string>,
): pulumi.Output<string> | undefined {
  const { name, signedBy: root, certificate } = args;
  if (certificate !== undefined) return csr.apply((request) => matching(certificate, request, name));
  if (root === undefined) return undefined;
  const signed = new vault.pkisecret.SecretBackendRootSignIntermediate(
    nameInEngine(args, place),
    {
      backend: root.path,
      issuerRef: rootIssuerName,
      csr,
      ...subject(args),
      ttl: `${args.ttl ?? generationTtl}s`,
      maxPathLength: 0,
      revoke: false,
    },
    // The provider writes another TTL or signer to state and to nothing else: as replacements, they are refused.
    { ...inGeneration(args, place), dependsOn: [...root.ready], replaceOnChanges: ["issuerRef", "ttl"] },
  );
  return signed.certificate;
}

function subject({ commonName, organization }: PkiGenerationArgs) {
  return { commonName, ...(organization === undefined ? {} : { organization }) };
}

function matching(certificate: string, request: string, name: string): string {
  if (certifies(certificate, request)) return canonicalBundle(certificate);
  throw new Refusal([
    {
      subject: `generation "${name}"`,
      path: "certificate",
      must: "be for the key of this generation's certificate signing request",
      found: "a certificate for another key",
      fix: "let the root sign this generation's own request",
    },
  ]);
}

/** What a generation's resources are called. */
export function nameInEngine({ name }: PkiGenerationArgs, { path }: GenerationPlace): string {
  return `${path}/${name}`;
}

/** The options that each of them has. */
export function inGeneration(
  { retired = false }: PkiGenerationArgs,
  { parent, mount }: GenerationPlace,
): pulumi.CustomResourceOptions {
  return { parent, deletedWith: mount, protect: !retired };
}
