import {
  decodeFloat,
  decodeInteger,
  decodeMap,
  decodeString,
  elements,
  type Node,
  ShapeProblem,
  typeInGo,
} from "./decode";
import type { Place } from "../../hcl/syntax";
import { isFloat } from "./number";
import type { ParameterValue } from "./policy";

/** A value for a Go field of any type: what Vault's decoder makes of a node that may be anything. */
export type AnyValue =
  | { readonly kind: "string"; text: string }
  | { readonly kind: "integer"; value: bigint }
  | { readonly kind: "float"; value: number }
  | { readonly kind: "boolean"; value: boolean }
  /** `of` says what further elements must be: Go types a list by how it began. */
  | { readonly kind: "list"; readonly of: "anything" | "maps"; readonly items: AnyValue[] }
  | { readonly kind: "map"; readonly entries: Map<string, AnyValue> };

export interface Placed {
  readonly value: AnyValue;
  readonly place: Place;
}

/**
 * @param before the value that the name already has (JSON may repeat a key): its type stays, lists and maps are added to.
 * @param inList whether it becomes an element of a list: there an object is a map, elsewhere a list of maps.
 */
export function decodeAny(node: Node, before: AnyValue | undefined, inList: boolean): AnyValue {
  const value = before ?? emptyFor(node, inList);
  switch (value.kind) {
    case "string":
      return { kind: "string", text: decodeString(node) };
    case "integer":
      return { kind: "integer", value: decodeInteger(node) };
    case "float":
      return { kind: "float", value: decodeFloat(node) };
    case "boolean":
      if (node.kind !== "boolean") throw new ShapeProblem(`unknown type ${typeInGo(node)}`, node);
      return { kind: "boolean", value: node.text === "true" };
    case "list":
      value.items.push(...elements(node).map((element) => decodeElement(element, value.of)));
      return value;
    case "map":
      decodeMap(node, value.entries, (inner, innerBefore) => decodeAny(inner, innerBefore, false));
      return value;
  }
}

function decodeElement(node: Node, of: "anything" | "maps"): AnyValue {
  return decodeAny(node, of === "maps" ? { kind: "map", entries: new Map() } : undefined, true);
}

function emptyFor(node: Node, inList: boolean): AnyValue {
  switch (node.kind) {
    case "object":
    case "entries":
      return inList ? { kind: "map", entries: new Map() } : { kind: "list", of: "maps", items: [] };
    case "list":
      return { kind: "list", of: "anything", items: [] };
    case "boolean":
      return { kind: "boolean", value: false };
    case "number":
      return isFloat(node.source) ? { kind: "float", value: 0 } : { kind: "integer", value: 0n };
    case "string":
    case "null":
      return { kind: "string", text: "" };
    case "entry":
      throw new ShapeProblem(`cannot decode into interface: ${typeInGo(node)}`, node);
  }
}

export function parameterValue(value: AnyValue): ParameterValue {
  switch (value.kind) {
    case "string":
      return value.text;
    case "boolean":
      return value.value;
    case "integer":
    case "float":
      return { number: Number(value.value) };
    case "list":
      return value.items.map(parameterValue);
    case "map":
      return new Map([...value.entries].map(([name, inner]) => [name, parameterValue(inner)]));
  }
}
