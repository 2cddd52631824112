import { readResource, type RawResource, type Resource } from "../resource";
import { isObject, part, textAt, withPositions, type Located } from "./located";
import { fileProblem, type FileProblem, type Reading } from "./reading";

/** A state's resources, wherever they stand: in what `pulumi stack export` writes, or in a file of a backend of one's own. */
function deploymentOf(document: Located): Located | undefined {
  return [part(document, "deployment"), part(document, "checkpoint", "latest")].find(
    (each) =>
      Array.isArray(part(each, "resources")?.data) || (isObject(each?.data) && part(each, "manifest") !== undefined),
  );
}

export function isState(document: Located): boolean {
  return typeof part(document, "version")?.data === "number" && deploymentOf(document) !== undefined;
}

/**
 * Reads a stack's state: every resource with the inputs that it was last given. What is encrypted in it is not known; what waits to be
 * deleted is left out.
 */
export function readState(document: Located): Reading {
  const all = [...(part(deploymentOf(document), "resources")?.members.values() ?? [])];
  const raw = new Map<string, RawResource>();
  const problems: FileProblem[] = [];
  for (const each of all) {
    const resource = rawResource(each, raw);
    if (resource === undefined) {
      const what = { must: "have a urn and a type, as Pulumi writes them", found: "a resource without them" };
      problems.push(fileProblem(each.position, what));
    } else if (part(each, "delete")?.data !== true) raw.set(resource.urn, resource);
  }
  const resources = all.flatMap((each) => {
    const resource = raw.get(textAt(each, "urn") ?? "");
    return resource === undefined || part(each, "delete")?.data === true ? [] : [placed(resource, each)];
  });
  return { kind: "Pulumi state", resources, problems };
}

/** A provider comes before the resources that it serves. */
function rawResource(tree: Located, before: ReadonlyMap<string, RawResource>): RawResource | undefined {
  const [urn, type] = [textAt(tree, "urn"), textAt(tree, "type")];
  if (urn === undefined || type === undefined) return undefined;
  // `URN::ID`.
  const provider = before.get((textAt(tree, "provider") ?? "").replace(/::[^:]*$/u, ""));
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    props: objectAt(tree, inputsOf(type)),
    additionalSecretOutputs: textsAt(tree, "additionalSecretOutputs"),
    options: { protect: part(tree, "protect")?.data === true },
    ...(provider === undefined ? {} : { provider }),
  };
}

/** What a program exports are its stack's outputs. */
function inputsOf(type: string): "inputs" | "outputs" {
  return type === "pulumi:pulumi:Stack" ? "outputs" : "inputs";
}

function placed(raw: RawResource, tree: Located): Resource {
  const resource = readResource(raw);
  const inputs = part(tree, inputsOf(raw.type)) ?? tree;
  return {
    ...resource,
    inputs: withPositions(resource.inputs, inputs),
    position: tree.position,
    decidedBy: new Map(
      [...(part(tree, "propertyDependencies")?.members ?? [])].map(([name, urns]) => [name, textsIn(urns)]),
    ),
  };
}

function objectAt(tree: Located, key: string): object {
  const data = part(tree, key)?.data;
  return isObject(data) ? data : {};
}

function textsAt(tree: Located, key: string): string[] {
  const texts = part(tree, key);
  return texts === undefined ? [] : textsIn(texts);
}

function textsIn({ members }: Located): string[] {
  return [...members.values()].map(({ data }) => data).filter((data) => typeof data === "string");
}
