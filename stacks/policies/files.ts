import { readdirSync } from "node:fs";
import path from "node:path";
import { policyFromFile, type PolicyDeclaration } from "../../modules/policies/declaration";

/** The policies of this folder, each called as its file is. */
export function policyFiles(): PolicyDeclaration[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith(".hcl"))
    .sort()
    .map((file) => policyFromFile(path.join(__dirname, file)));
}
