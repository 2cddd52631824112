import type { PkiGenerationArgs } from "../../modules/secrets/pki/generation";
import type { PkiIntermediateArgs } from "../../modules/secrets/pki/intermediate-args";
import type { PkiRootArgs } from "../../modules/secrets/pki/root-args";
import type { CertificateValues } from "./values";

/** A root that signs intermediates, and the intermediate that issues to services. */
export interface CertificatesDeclaration {
  readonly root: PkiRootArgs;
  readonly intermediate: Omit<PkiIntermediateArgs, "generations"> & {
    readonly generations: readonly Omit<PkiGenerationArgs, "signedBy">[];
  };
}

/** Each is issued certificates for its own name and for no other, by `pki/issue/<name>`. */
const holders = ["reference-api", "checkout", "payments"];

/** @param address of Vault, where clients fetch CRLs and ask about certificates */
export function declareCertificates(values: CertificateValues, address: string): CertificatesDeclaration {
  const { organization, domain } = values;
  return {
    root: {
      path: "pki-root",
      description: "Root authority: signs the intermediates and nothing else",
      address,
      commonName: `${organization} root (${domain})`,
      organization,
    },
    intermediate: {
      path: "pki",
      description: "Certificates of services",
      address,
      currentGeneration: values.current,
      generations: values.generations.map(({ name, retired }) => ({
        name,
        commonName: `${organization} services ${name} (${domain})`,
        organization,
        retired,
      })),
      roles: holders.map((name) => ({ name, allowedDomains: [`${name}.${domain}`] })),
    },
  };
}
