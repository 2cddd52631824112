/** Events as the CLI writes them, for one resource each. */
import type { OpType } from "@pulumi/pulumi/automation";
import type { EngineEvent, StepEventStateMetadata } from "@pulumi/pulumi/automation/events";

export interface ResourceInEvent {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  /** The name of its Vault provider. */
  readonly provider?: string;
}

export function urnOf({ type, name }: Pick<ResourceInEvent, "type" | "name">): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

export function providerUrn(name: string): string {
  return urnOf({ type: "pulumi:providers:vault", name });
}

/** One step of the engine's: what was, what is declared, or both. */
export function step(
  op: OpType,
  states: { readonly old?: ResourceInEvent; readonly now?: ResourceInEvent },
): EngineEvent {
  const { old, now } = states;
  const resource = now ?? old;
  if (resource === undefined) throw new Error("a step is about a resource");
  return {
    sequence: 0,
    timestamp: 0,
    resourcePreEvent: {
      metadata: {
        op,
        urn: urnOf(resource),
        type: resource.type,
        provider: "",
        ...(old === undefined ? {} : { old: stated(old) }),
        ...(now === undefined ? {} : { new: stated(now) }),
      },
    },
  };
}

export function engineError(message: string): EngineEvent {
  return { sequence: 0, timestamp: 0, diagnosticEvent: { message, color: "never", severity: "error" } };
}

function stated(resource: ResourceInEvent): StepEventStateMetadata {
  const { type, name, inputs = {}, outputs = {}, id = name, provider, ...options } = resource;
  return {
    type,
    urn: urnOf({ type, name }),
    custom: true,
    id,
    parent: "",
    inputs: { ...inputs },
    outputs: { ...outputs },
    provider: provider === undefined ? "" : `${providerUrn(provider)}::id-of-${provider}`,
    ...options,
  };
}
