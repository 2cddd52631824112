import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import type { TestProject } from "./project";

/**
 * Sets values of the project's dev environment, each by its path below `strongroom:environment`; the rest of the file stays as it
 * is.
 */
export function setValues({ root }: TestProject, values: readonly (readonly [path: string, value: unknown])[]): void {
  const file = path.join(root, "stacks", "Pulumi.dev.yaml");
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [place, value] of values) {
    document.setIn(["config", "strongroom:environment", ...place.split(".")], document.createNode(value));
  }
  writeFileSync(file, document.toString());
}
