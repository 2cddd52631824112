import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { nameOf } from "./operation";

/** A resource and the component that declares it, as a person finds them in the program. */
export interface DeclaredResource {
  readonly urn: string;
  /** Pulumi's type token. */
  readonly type: string;
  readonly name: string;
  /** The component around it: `JwtAuth "ci"`. None for what the program declares by itself. */
  readonly declaredBy?: string;
}

/** What the engine's events say of a resource; undefined for the stack itself, which everything is declared by. */
export function declarationOf(urn: string, events: readonly EngineEvent[]): DeclaredResource | undefined {
  const type = typeOf(urn);
  if (type === stackType) return undefined;
  const parent = events.map((event) => parentIn(event, urn)).find((found) => found !== undefined);
  return { urn, type, name: nameOf(urn), ...declaringComponent(parent) };
}

const stackType = "pulumi:pulumi:Stack";

function parentIn({ resourcePreEvent, resOutputsEvent }: EngineEvent, urn: string): string | undefined {
  const metadata = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
  return metadata?.urn === urn ? (metadata.new ?? metadata.old)?.parent : undefined;
}

function declaringComponent(parent: string | undefined): { declaredBy?: string } {
  if (parent === undefined || parent === "" || typeOf(parent) === stackType) return {};
  return { declaredBy: `${typeOf(parent).split(":").at(-1) ?? ""} "${nameOf(parent)}"` };
}

/** The last of the types in a URN, each of which is the parent of the next. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? urn;
}
