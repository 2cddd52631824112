import { z } from "zod";
import { openContainersOf, variableOf } from "../../../model/platform/containers";
import { manifestsOf } from "../../../model/platform/manifests";
import { runsServer } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { variableFor } from "../../../model/server/environment";
import { sealAddressesOf, sealsOf, type Seal } from "../../../model/server/seal";
import { absentSetting, isInCluster, setupOf, setupsIn, type ServerSetup } from "../../../model/server/setup";
import { subjectOf } from "../../../model/subject";
import { containersOf } from "../../../model/server/workload";
import type { Value } from "../../../model/value";
import type { Tier } from "../../environment";
import { missing, undecided } from "../../missing";
import { demand, notEvaluated, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./server-auto-unseal.examples";

export default defineRule({
  id: "server-auto-unseal",
  family: "server",
  title: "Servers unseal themselves by a key service that they reach over TLS",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Auto-Unseal" },
    { title: "Vault in Kubernetes", section: "Vault Initialization and Unsealing" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "A server starts sealed. Without a key service each restart, at night or while a node is drained, waits until enough people " +
    "have brought their key shares, and shares that are wanted often are soon kept where one person finds them all.",
  remediation:
    'add a seal such as seal "awskms" { region = "...", kms_key_id = "..." }, and migrate with `vault operator unseal -migrate`',
  config: z.object({}),
  kind: "resource",
  check: (resource, _config, { tier }) => {
    const setup = isInCluster(resource) ? undefined : setupOf(resource);
    return [
      ...(setup === undefined ? [] : judgeSetup(setup, tier)),
      ...(tier === "dev" ? [] : judgeVariables(resource)),
    ];
  },
  // What a workload mounts beside it, and its environment, can complete a configuration.
  checkStack: ({ resources }, _config, { tier }) =>
    setupsIn(resources)
      .filter(({ resource }) => isInCluster(resource))
      .flatMap((setup) =>
        judgeSetup(setup, tier).map((outcome) => ({ subject: subjectOf(setup.resource), ...outcome })),
      ),
  examples,
});

const unsealed = { must: "unseal by a key service" };
const shares = "key shares (shamir)";
const overTls = {
  must: "reach the key service over TLS: the address starts with https://",
  fix: "write the address with https://, and name the CA that signed the key service's certificate",
};

/** In dev whoever starts a server can be asked for its key shares; a key service in clear is wrong there as well. */
function judgeSetup(setup: ServerSetup, tier: Tier): Outcome[] {
  const seals = setup.parts.flatMap(sealsOf);
  const addresses = seals.flatMap(sealAddressesOf).flatMap(judgeAddress);
  if (tier === "dev") return [...setup.open.map((part) => notEvaluated(part, overTls)), ...addresses];
  const outcomes = judgeSeals(setup, seals);
  return outcomes.length > 0 ? outcomes : addresses;
}

function judgeSeals(setup: ServerSetup, seals: readonly Seal[]): Outcome[] {
  const [part] = setup.open;
  if (part !== undefined) return [notEvaluated(part, unsealed)];
  if (seals.some(({ type, isDisabled }) => isAuto(type) && isOff(isDisabled) === false)) return [];
  const { of, value } = variableFor(setup, variable);
  if (isAuto(value)) return [];
  const open = seals.flatMap(({ type, isDisabled }) => [type, isDisabled]).find(({ kind }) => kind === "unknown");
  if (open !== undefined) return [notEvaluated(open, unsealed)];
  if (value.kind === "unknown") return [undecided({ of, value }, unsealed)];
  if (!setup.isWhole && seals.length === 0) return [];
  const disabled = seals.map(({ isDisabled }) => isDisabled).find(isOff);
  const at = disabled ?? seals[0]?.type ?? absentSetting(setup, "seal");
  const found = disabled === undefined ? shares : "a disabled seal";
  return [missing(setup, at, { ...unsealed, ...fixOf(setup, at) }, found)];
}

/** A type that is a secret text is one that a Secret's configuration names, and no key shares. */
function isAuto(type: Value<string | undefined>): boolean {
  if (type.kind === "secret") return !type.isEmpty() && !type.is("shamir");
  return type.kind === "known" && !["", "shamir"].includes(type.value ?? "");
}

function isOff(isDisabled: Value<boolean | undefined>): boolean | undefined {
  return isDisabled.kind === "known" ? isDisabled.value === true : undefined;
}

/** It wins over the type of every seal that is not disabled, and over the key shares of a server without one (command/server.go). */
const variable = "VAULT_SEAL_TYPE";

/** Where it names key shares, they are what unseals, whatever the configuration says. */
function judgeVariables(resource: Resource): Outcome[] {
  const containers = manifestsOf(resource).flatMap(containersOf).filter(runsServer);
  const types = [
    ...containers.map(({ settings }) => variableOf(settings, variable)),
    ...manifestsOf(resource).flatMap(openContainersOf),
  ];
  return types.flatMap((type) =>
    demand(type, unsealed, { known: (name) => name !== "shamir", secret: (name) => !name.is("shamir") }),
  );
}

function judgeAddress(address: Value<string | undefined>): Outcome[] {
  const plain = /^http:\/\//iu;
  return demand(address, overTls, {
    known: (text) => text === undefined || !plain.test(text),
    secret: (text) => !text.matches(plain),
  });
}

function fixOf({ resource }: ServerSetup, at: Value<unknown>): { fix?: string } {
  const fix = inTheirTerms(resource, at, {
    helm: 'add a seal to the server\'s config, such as seal "awskms" { region = "...", kms_key_id = "..." }',
    pulumi: 'set seal: { type: "awskms", settings: { region: "...", kms_key_id: "..." } }',
  });
  return fix === undefined ? {} : { fix };
}
