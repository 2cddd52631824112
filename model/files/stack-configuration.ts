import { stackConfigurationType } from "../file-types";
import { resourceOf } from "./file-resource";
import { isObject, part, type Located } from "./located";
import type { Reading } from "./reading";

/** Whether a document is the configuration of a Pulumi stack: `Pulumi.production.yaml`. */
export function isStackConfiguration(document: Located): boolean {
  const isNamed = /(?:^|[\\/])Pulumi\.[^\\/]+\.ya?ml$/u.test(document.position.file);
  return isNamed && isObject(part(document, "config")?.data);
}

/** What is `secure` in it is encrypted, and so no secret that lies open. */
export function readStackConfiguration(document: Located): Reading {
  const resource = resourceOf(document, stackConfigurationType, document.position.file);
  return { kind: "Pulumi configuration", resources: [resource], problems: [] };
}
