import path from "node:path";
import { policyFromFile } from "../../../modules/policies/declaration";
import { policyDocument } from "../../../modules/policies/document";
import { PkiIntermediate } from "../../../modules/secrets/pki/intermediate";
import type { PkiIntermediateArgs } from "../../../modules/secrets/pki/intermediate-args";
import { pkiIntermediateRights, pkiIssueRights, pkiRootRights } from "../../../modules/secrets/pki/rights";
import { PkiRoot } from "../../../modules/secrets/pki/root";
import type { PkiRootArgs } from "../../../modules/secrets/pki/root-args";
import type { ModuleProgram } from "../project/module-project";

export interface PkiParameters {
  readonly root: PkiRootArgs;
  /** Its generations are signed by the root, but for those that have their own certificate, or wait for it. */
  readonly intermediate: PkiIntermediateArgs;
  /** Generations that a root elsewhere signs. */
  readonly offline: readonly string[];
}

/** What a person on call for certificates holds. */
const operatorPolicy = `
path "pki/revoke" { capabilities = ["update"] }
path "pki/crl/rotate" { capabilities = ["read"] }
path "pki/keys/generate/exported" { capabilities = ["update"] }
path "pki/issuers" { capabilities = ["list"] }
path "pki/keys" { capabilities = ["list"] }
path "pki/key/+" { capabilities = ["read"] }
path "pki/issuer/+" { capabilities = ["read"] }
path "pki/issuer/+/issue/reference-api" { capabilities = ["update"] }
path "pki/config/*" { capabilities = ["read"] }
path "pki-root/keys" { capabilities = ["list"] }
path "pki-root/roles" { capabilities = ["list"] }
`;

const program: ModuleProgram<PkiParameters> = {
  rights: ({ root, intermediate }) => [...pkiRootRights(root.path), ...pkiIntermediateRights(intermediate.path)],
  policies: [
    policyFromFile(path.join(__dirname, "..", "..", "..", "stacks", "policies", "reference-api.hcl")),
    { name: "careful", text: policyDocument(pkiIssueRights("pki", "reference-api")) },
    { name: "operator", text: operatorPolicy },
  ],
  declare: ({ options }, { root: rootArgs, intermediate, offline }) => {
    const root = new PkiRoot("root", rootArgs, options);
    const generations = intermediate.generations.map((generation) =>
      offline.includes(generation.name) ? generation : { ...generation, signedBy: root },
    );
    new PkiIntermediate("intermediate", { ...intermediate, generations }, options);
  },
};

export default program;
