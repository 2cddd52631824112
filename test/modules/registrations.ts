/** What a module registers with the engine, as the engine would hear it: inputs and options. */
import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { z } from "zod";
import { Refusal, type Problem } from "../../problem/problem";

/** One registered resource. An option that is not there is off. */
export interface Registration {
  /** Type and name, as at the end of its URN: `vault:index/mount:Mount::secret`. */
  readonly id: string;
  readonly inputs: unknown;
  /** The parent's id. */
  readonly parent?: string;
  readonly protect?: true;
  /** Id of what takes it along when it is deleted. */
  readonly deletedWith?: string;
  readonly dependsOn?: readonly string[];
  /** Id of an explicit provider. */
  readonly provider?: string;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly retainOnDelete?: true;
}

/** What only Vault knows and a module cannot do without, by type. */
const answers: Readonly<Record<string, object>> = {
  "vault:pkiSecret/secretBackendIntermediateSetSigned:SecretBackendIntermediateSetSigned": {
    importedIssuers: ["issuer-id"],
  },
};

/**
 * Runs a piece of a program against the SDK's own stand-in for the engine.
 * @returns all that it registered, sorted by id; the stand-in answers every resource with its inputs, and with `answers`
 */
export async function registrationsOf(program: () => unknown): Promise<readonly Registration[]> {
  const registered: Registration[] = [];
  const listening = jest.spyOn(MockMonitor.prototype, "registerResource");
  try {
    await pulumi.runtime.setMocks({
      newResource: ({ type, name, inputs }) => ({
        id: `${name}-id`,
        state: { ...z.record(z.string(), z.unknown()).parse(inputs), ...answers[type] },
      }),
      call: () => ({}),
    });
    program();
    await pulumi.runtime.disconnect();
    for (const [request] of listening.mock.calls) {
      registered.push(registration(z.instanceof(RegisterResourceRequest).parse(request)));
    }
  } finally {
    listening.mockRestore();
  }
  return registered.sort((left, right) => (left.id < right.id ? -1 : 1));
}

function registration(request: RegisterResourceRequest): Registration {
  const dependsOn = request.getDependenciesList().map(idOf).sort();
  return {
    id: `${request.getType()}::${request.getName()}`,
    inputs: inputsOf(request),
    ...(request.getParent() === "" ? {} : { parent: idOf(request.getParent()) }),
    ...(request.getProtect() === true ? { protect: true } : {}),
    ...(request.getDeletedwith() === "" ? {} : { deletedWith: idOf(request.getDeletedwith()) }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(request.getProvider() === "" ? {} : { provider: idOf(request.getProvider()) }),
    ...(request.getDeletebeforereplacedefined() ? { deleteBeforeReplace: request.getDeletebeforereplace() } : {}),
    ...(request.getIgnorechangesList().length === 0 ? {} : { ignoreChanges: request.getIgnorechangesList() }),
    ...(request.getReplaceonchangesList().length === 0 ? {} : { replaceOnChanges: request.getReplaceonchangesList() }),
    ...(request.getRetainondelete() === true ? { retainOnDelete: true } : {}),
  };
}

function inputsOf(request: RegisterResourceRequest): unknown {
  const inputs = request.getObject();
  return inputs === undefined ? {} : pulumi.runtime.deserializeProperties(inputs);
}

/** The SDK's mark of a secret (runtime/rpc.ts), which the engine encrypts in state. */
export const secret = (value: string): unknown => ({
  ["4dabf18193072939515e22adb298388d"]: "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** The problems that a declaration is refused for; none when it is accepted. */
export function refusedFor(declare: () => unknown): readonly Problem[] {
  try {
    declare();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
}

/** `urn:pulumi:stack::project::parent$type::name` without what is before the type; a provider's reference has its id at the end. */
function idOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1) ?? ""}::${name}`;
}
