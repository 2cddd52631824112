import type { Position } from "../place";
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
  const services = [...(part(document, "services")?.members.values() ?? [])];
  return {
    kind: "Compose",
    resources: [resourceOf(document, composeType, document.position.file)],
    problems: [],
    takesFrom: services.flatMap((service) => environmentFilesOf(part(service, "env_file"))),
  };
}

/** One name, or a list of names and of objects with one (Compose specification, services, env_file). */
function environmentFilesOf(given: Located | undefined): { file: string; position: Position }[] {
  if (given === undefined) return [];
  if (typeof given.data === "string") return [{ file: given.data, position: given.position }];
  const inside = Array.isArray(given.data) ? [...given.members.values()] : [part(given, "path")];
  return inside.flatMap(environmentFilesOf);
}
