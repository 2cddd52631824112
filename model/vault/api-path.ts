import { entryOf } from "../entry";
import { partsOf } from "../partly-known";
import { input, type Resource } from "../resource";
import { asText, asWord } from "../scalars";
import { isAbsent, known, map, type Unknown, type Value } from "../value";
import { apiPaths, withoutPath } from "./api-paths";
import { mountOf } from "./mount";
import { writeOf } from "./write";

/** A path of Vault's API, without slashes around it. Where a name in it is not known, what stands around that name is. */
export type ApiPath = Value<string>;

/**
 * Where in Vault's API the object is that a resource makes, below its own namespace; nowhere for what is another object each time, and
 * undefined for a type of which nobody here knows it.
 */
export function apiPathOf(resource: Resource): ApiPath | "nowhere" | undefined {
  const path = pathInNamespace(resource);
  if (path === undefined || path === "nowhere") return path;
  const namespace = map(nameIn(resource, "namespace") ?? known("", path.place), (text, place) =>
    known(text === "" ? "" : `${text}/`, place),
  );
  return joined([namespace, path]);
}

function pathInNamespace(resource: Resource): ApiPath | "nowhere" | undefined {
  if (writeOf(resource) !== undefined) {
    const path = nameIn(resource, "path") ?? "nowhere";
    return path === "nowhere" ? path : map(path, (text, place) => known(text.replace(olderPolicies, policies), place));
  }
  const mount = mountOf(resource);
  if (mount !== undefined) return joined([known(tables[mount.kind], mount.path.place), mount.path]);
  if (withoutPath.has(resource.type)) return "nowhere";
  const template = entryOf(apiPaths, resource.type);
  return template === undefined ? undefined : filled(template, resource);
}

const tables = { engine: "sys/mounts/", method: "sys/auth/" };

/** The older path leads to the same policy, in whichever namespace (vault/logical_system_paths.go, policyPaths). */
const [olderPolicies, policies] = [/(?<=^|\/)sys\/policy\//u, "sys/policies/acl/"];

/** What is not given at all, Vault or the provider chooses, and it is another each time. */
function filled(template: string, resource: Resource): ApiPath | "nowhere" {
  const parts: [Value<string>, ...Value<string>[]] = [known("", resource.inputs.place)];
  for (const [index, text] of template.split(/[{}]/u).entries()) {
    const part = index % 2 === 0 ? known(text, resource.inputs.place) : nameIn(resource, text);
    if (part === undefined) return "nowhere";
    parts.push(part);
  }
  return joined(parts);
}

/** @param words `backend=approle`, or `path,type` */
function nameIn(resource: Resource, words: string): Value<string> | undefined {
  const [names = "", otherwise] = words.split("=");
  const given = names
    .split(",")
    .map((name) => asWord(asText(input(resource, name))))
    .find((value) => !isAbsent(value) && !(value.kind === "known" && value.value === ""));
  if (given === undefined) return otherwise === undefined ? undefined : known(otherwise, resource.inputs.place);
  return map(given, (text, place) => known((text ?? "").replace(/^\/+|\/+$/gu, ""), place));
}

function joined(parts: readonly [Value<string>, ...Value<string>[]]): ApiPath {
  const open = parts.filter((part): part is Unknown => part.kind === "unknown");
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) {
    return known(knownText(parts).replace(/^\/+|\/+$/gu, ""), parts[0].place);
  }
  const before = knownText(parts.slice(0, parts.indexOf(first)));
  const after = knownText(parts.slice(parts.lastIndexOf(last) + 1));
  const beginning = (before + partsOf(first).beginning).replace(/^\/+/u, "");
  const ending = (partsOf(last).ending + after).replace(/\/+$/u, "");
  return { ...first, partly: { beginning, ending, contains: "", gap: {} } };
}

function knownText(parts: readonly Value<string>[]): string {
  return parts.map((part) => (part.kind === "known" ? part.value : "")).join("");
}
