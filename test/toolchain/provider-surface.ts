import { execFileSync } from "node:child_process";
import { z } from "zod";
import type { Surface } from "./sdk-surface";

interface Property {
  readonly input: boolean;
  readonly secret: boolean;
  readonly type: string;
  readonly element?: string | undefined;
  readonly properties?: Readonly<Record<string, Property>> | undefined;
}

const property: z.ZodType<Property> = z.lazy(() =>
  z.object({
    input: z.boolean(),
    secret: z.boolean(),
    type: z.string(),
    element: z.string().optional(),
    properties: z.record(z.string(), property).optional(),
  }),
);
const description = z.object({
  resources: z.record(z.string(), z.record(z.string(), property)),
  functions: z.record(z.string(), z.unknown()),
});

/** What a built provider offers, by type token, in the words of `sdkSurface`; and the functions that it answers. */
export function providerSurface(binary: string): {
  readonly resources: ReadonlyMap<string, Surface>;
  readonly functions: readonly string[];
} {
  const output = execFileSync(binary, ["-describe"], { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  const { resources, functions } = description.parse(JSON.parse(output));
  return {
    resources: new Map(Object.entries(resources).map(([token, properties]) => [token, surfaceOf(properties)])),
    functions: Object.keys(functions).sort(),
  };
}

function surfaceOf(properties: Readonly<Record<string, Property>>): Surface {
  return Object.entries(properties)
    .flatMap(([name, offered]) => {
      const marks = `${offered.input ? "" : " output"}${offered.secret ? " secret" : ""}`;
      const [first = "", ...rest] = lines(name, offered);
      return [`${first}${marks}`, ...rest];
    })
    .sort();
}

function lines(name: string, { type, element, properties }: Property): string[] {
  const isList = type === "List" || type === "Set";
  const kind = properties !== undefined ? "object" : wordFor(isList || type === "Map" ? (element ?? "String") : type);
  const shape = isList ? `${kind}[]` : type === "Map" ? `map of ${kind}` : kind;
  const inner = Object.entries(properties ?? {}).flatMap(([member, offered]) => lines(`${name}.${member}`, offered));
  return [`${name}: ${shape}`, ...inner];
}

function wordFor(type: string): string {
  switch (type) {
    case "Bool":
      return "boolean";
    case "Int":
    case "Float":
      return "number";
    case "Map":
      return "map of string";
    default:
      return type.toLowerCase();
  }
}
