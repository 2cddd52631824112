import { differingSettings, oidcSettings } from "../live/auth-secret";
import type { Plan } from "../plan/plan";
import type { SettingsWithSecret } from "../report/applied";
import type { Environment } from "../stacks/environment";
import { methodsWithSecret, oidcComponent, type MethodWithSecret } from "./declared-secrets";
import { asDeployer } from "./deployer-session";
import type { Engine } from "./engine";
import type { Io } from "./io";
import type { Project } from "./project";
import { waiting } from "./waiting";

interface Place {
  readonly project: Project;
  readonly environment: Environment;
  readonly engine: Engine;
  readonly io: Io;
}

/**
 * Compares what the engine can neither write nor read back: the settings of OIDC methods, which `strongroom auth secret` writes.
 * @returns undefined where there are none
 */
export async function settingsWithSecret(
  { engine, project, environment, io }: Place,
  plan: Plan,
): Promise<SettingsWithSecret | undefined> {
  // Asking the state takes a second, which most stacks need not spend.
  if (!plan.operations.some(({ type, kind }) => type === oidcComponent && kind !== "delete")) return undefined;
  const methods = (await methodsWithSecret(engine.location)).flatMap((method) =>
    method.kind === "oidc" ? [method] : [],
  );
  return waiting(io, "reading the settings of OIDC methods", () =>
    asDeployer(project, environment, io, async (deployer) => {
      const compared = methods.map(async (method) => comparison(method, await oidcSettings(deployer, method.mount)));
      const settings = await Promise.all(compared);
      return {
        unset: settings.filter(({ names }) => names === undefined).map(({ mount }) => mount),
        different: settings.flatMap(({ mount, component, names = [] }) =>
          names.length === 0 ? [] : [{ mount, component, names }],
        ),
      };
    }),
  );
}

type Oidc = Extract<MethodWithSecret, { kind: "oidc" }>;

function comparison({ mount, component, settings }: Oidc, found: Awaited<ReturnType<typeof oidcSettings>>) {
  return { mount, component, names: found === undefined ? undefined : differingSettings(settings, found) };
}
