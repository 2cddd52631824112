import { readFile } from "../../model/files/read-file";
import { judgeFiles } from "../../plan/scan";
import { findingLines } from "../../report/terminal";

/** A server configuration as many begin with it: the shape that tutorials show. */
const sample = `storage "file" {
  path = "/vault/file"
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = 1
}

api_addr = "http://vault.example.com:8200"
`;

/** Something worth reading while the programs are built: what the rules say about a usual configuration, with nothing running. */
export function sampleReport(): string {
  const file = "vault.hcl";
  const { findings } = judgeFiles([{ file, reading: readFile({ file, text: sample }) }], { tier: "production" });
  return [
    `While the programs are built, what the rules say about this ${file}, as strongroom scan ${file} would:`,
    "",
    ...sample
      .trimEnd()
      .split("\n")
      .map((line) => `    ${line}`.trimEnd()),
    ...findingLines(findings),
    "",
    "",
  ].join("\n");
}
