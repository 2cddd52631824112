import { PkiIntermediate } from "../../modules/secrets/pki/intermediate";
import { PkiRoot } from "../../modules/secrets/pki/root";
import type { Given } from "../given";
import type { CertificatesDeclaration } from "./declare";

export function realiseCertificates({ root, intermediate }: CertificatesDeclaration, { options }: Given): void {
  const signedBy = new PkiRoot(root.path, root, options);
  const generations = intermediate.generations.map((generation) => ({ ...generation, signedBy }));
  new PkiIntermediate(intermediate.path, { ...intermediate, generations }, options);
}
