import { readValue } from "../model/read";
import { configurationFileType } from "../model/file-types";
import { known } from "../model/value";
import type { Environment } from "./environment";
import type { Finding } from "./finding";
import { judge } from "./judge";
import { rules } from "./rules/index";

/**
 * What the rules say about the text of a server's configuration, in HCL or JSON, judged as in production. Pulumi has no part in
 * it.
 *
 * @param fileName how findings name the configuration
 */
export function judgeServerConfiguration(text: string, fileName: string): Finding[] {
  const file = {
    urn: fileName,
    type: configurationFileType,
    name: fileName,
    inputs: known(new Map([["text", readValue(text, { path: [] })]]), { path: [] }),
  };
  return rules.flatMap((rule) => (rule.kind === "resource" ? judge(rule, file, {}, asInProduction) : []));
}

const asInProduction: Environment = {
  judged: "files",
  stack: "production",
  declaredTier: "production",
  tier: "production",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};
