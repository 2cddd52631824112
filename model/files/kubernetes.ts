import type { Resource } from "../resource";
import { resourceOf } from "./file-resource";
import { isKustomization, readKustomization } from "./kustomization";
import { isObject, part, textAt, type Located } from "./located";
import { fileProblem, type FileProblem, type Reading } from "./reading";

/** Whether a document is a Kubernetes object, or a list of some. */
export function isManifest(document: Located): boolean {
  return textAt(document, "apiVersion") !== undefined && textAt(document, "kind") !== undefined;
}

/**
 * Reads manifests: written by hand, made by `helm template`, or answered by `kubectl get -o yaml`, in lists as well. Their types are the
 * tokens that Pulumi's provider has for them (`kubernetes:apps/v1:StatefulSet`, `kubernetes:core/v1:Secret`).
 */
export function readManifests(documents: readonly Located[]): Reading {
  const read = documents.flatMap((document) => readObject(document, undefined));
  return {
    kind: "Kubernetes",
    resources: read.flatMap((each) => ("urn" in each ? each : [])),
    problems: read.flatMap((each) => ("urn" in each ? [] : each)),
  };
}

interface ItemType {
  readonly apiVersion: string;
  readonly kind: string;
}

/** @param itemType what an item of a typed list is that does not say it, as the API server's own lists have them */
function readObject(document: Located, itemType: ItemType | undefined): (Resource | FileProblem)[] {
  const apiVersion = textAt(document, "apiVersion") ?? itemType?.apiVersion;
  const kind = textAt(document, "kind") ?? itemType?.kind;
  if (!isObject(document.data) || apiVersion === undefined || kind === undefined) {
    const found = "a document without them";
    return [fileProblem(document.position, { must: "have the texts apiVersion and kind in every document", found })];
  }
  const items = part(document, "items");
  if (kind.endsWith("List") && Array.isArray(items?.data)) {
    const type = kind === "List" ? undefined : { apiVersion, kind: kind.slice(0, -"List".length) };
    return [...items.members.values()].flatMap((item) => readObject(item, type));
  }
  const name = textAt(document, "metadata", "name") ?? textAt(document, "metadata", "generateName") ?? kind;
  return isKustomization(document)
    ? readKustomization(document)
    : [resourceOf(document, typeToken(apiVersion, kind), name)];
}

function typeToken(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}
