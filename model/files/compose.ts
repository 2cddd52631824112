import { composeType } from "../file-types";
import { resourceOf } from "./file-resource";
import { isObject, part, type Located } from "./located";
import type { Reading } from "./reading";

/** Whether a document is a project of Docker Compose: by the file's name, or by services that each have an image or a build. */
export function isCompose(document: Located): boolean {
  const services = part(document, "services");
  if (services === undefined || !isObject(services.data)) return false;
  if (/(?:^|[\\/])(?:docker-)?compose[^\\/]*\.ya?ml$/iu.test(document.position.file)) return true;
  const all = [...services.members.values()];
  return all.length > 0 && all.every((service) => ["image", "build"].some((key) => part(service, key) !== undefined));
}

export function readCompose(document: Located): Reading {
  return { kind: "Compose", resources: [resourceOf(document, composeType, document.position.file)], problems: [] };
}
