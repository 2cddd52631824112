import path from "node:path";
import { chartValuesType } from "../file-types";
import { input, type Resource } from "../resource";
import { mergeValues } from "../server/merge-values";
import { isFields, known, type Value } from "../value";

/** Resources of which some are files of values that are installed over others. */
export interface WithOverlays {
  /** Every file of values as it is, or over the one that it belongs to. */
  readonly resources: readonly Resource[];
  /** Those that are laid over another. */
  readonly overlays: readonly Resource[];
}

/**
 * Lays `values-prod.yaml`, `values.prod.yaml` and `prod-values.yaml` over the `values.yaml` beside them, as `helm install -f` does with
 * both: what the first leaves out stands in the second. That one is installed by itself as well, or could be.
 */
export function withOverlays(resources: readonly Resource[]): WithOverlays {
  const files = resources.filter(isValuesFile);
  const bases = new Map(files.flatMap((file) => baseOf(file, files).map((base) => [file, base] as const)));
  const overlays = [...bases].map(([overlay, base]) => layOver(base, overlay));
  return { resources: [...resources.filter((resource) => !bases.has(resource)), ...overlays], overlays };
}

/** A release that something else installs names its files itself. */
function isValuesFile({ type, name, position }: Resource): boolean {
  return type === chartValuesType && name === position?.file;
}

function layOver(base: Resource, overlay: Resource): Resource {
  const values = mergeValues(input(base, "values"), input(overlay, "values"));
  return { ...overlay, inputs: known(new Map([["values", values]]), overlay.inputs.place) };
}

/** The file beside it that its name says it is a variant of, or none; of several the one that is most like it. */
function baseOf(overlay: Resource, files: readonly Resource[]): Resource[] {
  const bases = files.filter(
    (file) => isVariant(overlay.name, file.name) && isDependency(file) === isDependency(overlay),
  );
  return bases.sort((left, right) => right.name.length - left.name.length).slice(0, 1);
}

function isVariant(overlay: string, base: string): boolean {
  if (path.dirname(overlay) !== path.dirname(base)) return false;
  const [name, ofBase] = [stemOf(overlay), stemOf(base)];
  const more = name.replace(ofBase, "");
  const isBefore = name.startsWith(ofBase) && /^[-._]./u.test(more);
  return isBefore || (ofBase === "values" && name.endsWith(ofBase) && /.[-._]$/u.test(more));
}

function stemOf(file: string): string {
  return path.basename(file).replace(/\.(?:ya?ml|json)$/iu, "");
}

/** Whether its values stand below the name of the chart, because another one has it. */
function isDependency(file: Resource): boolean {
  const values: Value = input(file, "values");
  return values.kind === "known" && isFields(values.value) && values.value.has("vault");
}
