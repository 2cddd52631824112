import { environmentFileType } from "../file-types";
import { textResource } from "./file-resource";
import type { Reading, SourceText } from "./reading";
import { isSampleName, withoutFillers } from "./sample";

/** Whether Docker, Compose or direnv would read variables from a file of this name. */
export function isEnvironmentFileName(file: string): boolean {
  return /(?:^|[\\/])(?:\.env(?:\.[^\\/]+)?|\.envrc|[^\\/]+\.env)$/u.test(file);
}

/** Variables stay a text: what is assigned in it is found as in any script. */
export function readEnvironmentFile(source: SourceText): Reading {
  const text = isSampleName(source.file) ? withoutFillers(source.text) : source.text;
  return {
    kind: "environment file",
    resources: [textResource({ ...source, text }, environmentFileType)],
    problems: [],
  };
}
