import type { Position } from "../place";
import { composeType } from "../file-types";
import type { Resource } from "../resource";
import { resourceOf } from "./file-resource";
import { isObject, objectOf, part, type Located } from "./located";
import type { Reading } from "./reading";

/** Whether a document is a project of Docker Compose: by the file's name, or by services that each have an image or a build. */
export function isCompose(document: Located): boolean {
  const services = part(document, "services");
  if (services === undefined || !isObject(services.data)) return false;
  if (/(?:^|[\\/])(?:docker-)?compose[^\\/]*\.ya?ml$/iu.test(document.position.file)) return true;
  const all = [...services.members.values()];
  return all.length > 0 && all.every((service) => ["image", "build"].some((key) => part(service, key) !== undefined));
}

/** Each service is a resource: two servers in one project are two servers, with a configuration each. */
export function readCompose(document: Located): Reading {
  const services = part(document, "services");
  const each = [...(services?.members ?? [])];
  return {
    kind: "Compose",
    resources:
      services === undefined || each.length === 0
        ? [projectOf(document, document.position.file)]
        : [...each.map(([name, service]) => serviceOf(document, services, name, service)), ...besideServices(document)],
    problems: [],
    takesFrom: each.flatMap(([, service]) => environmentFilesOf(part(service, "env_file"))),
  };
}

/** A project with this service alone. */
function serviceOf(document: Located, services: Located, name: string, service: Located): Resource {
  const alone = objectOf(new Map([[name, service]]), services.position);
  return projectOf(objectOf(new Map([["services", alone]]), document.position), `${document.position.file} ${name}`);
}

function besideServices({ members, position }: Located): Resource[] {
  const others = new Map([...members].filter(([key]) => key !== "services"));
  return others.size === 0 ? [] : [projectOf(objectOf(others, position), position.file)];
}

/** @param id what tells it from the file's others; people are told the file, and the place in it */
function projectOf(tree: Located, id: string): Resource {
  return { ...resourceOf(tree, composeType, id), name: tree.position.file };
}

/** One name, or a list of names and of objects with one (Compose specification, services, env_file). */
function environmentFilesOf(given: Located | undefined): { file: string; position: Position }[] {
  if (given === undefined) return [];
  if (typeof given.data === "string") return [{ file: given.data, position: given.position }];
  const inside = Array.isArray(given.data) ? [...given.members.values()] : [part(given, "path")];
  return inside.flatMap(environmentFilesOf);
}
