import type { Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asText } from "../scalars";
import { field, isAbsent, isFields, known, unknown, type Value } from "../value";
import { notRead } from "./join";
import { manifestsNamed } from "./find-manifests";
import { namespaceOf } from "./manifests";
import { nameLabel } from "./network-peers";
import { labelsOf, selects } from "./selector";

/** The Namespace object of that name, where the stack makes it. */
export function namespaceNamed(name: string, resources: readonly Resource[]): Resource | undefined {
  return manifestsNamed("Namespace", known(name, { path: [] }), resources).find(
    (manifest) => asText(field(manifest.inputs, "metadata", "name")).kind === "known",
  );
}

/** Whether selectors of namespaces pick the one that an object is in. */
export function namespaceSelection(object: Resource, resources: readonly Resource[]): (selector: Value) => Certainty {
  const name = namespaceOf(object);
  if (name.kind !== "known") return () => notRead(name);
  const declared = namespaceNamed(name.value ?? "default", resources);
  const labels = declared === undefined ? undefined : labelsOf(field(declared.inputs, "metadata"));
  const withName = nameAdded(labels ?? known(new Map(), name.place), name.value ?? "default");
  return (selector) => {
    const isSelected = selects(selector, withName);
    return isSelected === false && labels === undefined && asksMore(selector)
      ? unknown("asks for labels of a namespace that is made elsewhere", selector.place)
      : isSelected;
  };
}

function nameAdded(labels: Value, name: string): Value {
  if (labels.kind !== "known" || !isFields(labels.value)) return labels;
  return known(new Map([...labels.value, [nameLabel, known(name, labels.place)]]), labels.place);
}

function asksMore(selector: Value): boolean {
  if (!isAbsent(field(selector, "matchExpressions"))) return true;
  const labels = field(selector, "matchLabels");
  return labels.kind === "known" && isFields(labels.value) && [...labels.value.keys()].some((it) => it !== nameLabel);
}
