import { chartValuesType } from "../model/file-types";
import type { Resource } from "../model/resource";
import type { Value } from "../model/value";

/** How to say one instruction to whoever wrote the value: in HCL, in the chart's values, in a manifest, or in our own component's arguments. */
export interface Terms {
  readonly hcl?: string;
  readonly helm?: string;
  readonly manifest?: string;
  readonly pulumi?: string;
}

/** The instruction in the terms in which the value is written; undefined where there is none in these, and the rule's own has to do. */
export function inTheirTerms(resource: Resource, value: Value<unknown>, terms: Terms): string | undefined {
  if (resource.type === "strongroom:server:Server") return terms.pulumi;
  // Only what stands inside a text has a line there: HCL or JSON, wherever the text stands.
  if (value.place.line !== undefined) return terms.hcl;
  if (resource.madeBy !== undefined || resource.type === chartValuesType || isChart.test(resource.type))
    return terms.helm;
  if (resource.type.startsWith("kubernetes:")) return terms.manifest;
  return terms.hcl ?? terms.manifest;
}

const isChart = /^kubernetes:(?:helm\.sh\/|helm\.toolkit\.fluxcd\.io\/|argoproj\.io\/)/u;
