import { z } from "zod";
import { swapSignsOf } from "../../../model/platform/swap";
import { asBoolean } from "../../../model/scalars";
import { variableFor } from "../../../model/server/environment";
import { absentSetting, isInCluster, settingsFor, setupOf, setupsIn } from "../../../model/server/setup";
import type { ServerSetup } from "../../../model/server/setup";
import { isOfType, storageFor } from "../../../model/server/storage";
import { subjectOf } from "../../../model/subject";
import type { Value } from "../../../model/value";
import { missing, undecided } from "../../missing";
import { demand, notEvaluated, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./mlock-explicit.examples";

export default defineRule({
  id: "mlock-explicit",
  family: "server",
  title: "Servers on raft storage say whether their memory is locked, and swap holds none of it",
  severity: "medium",
  blocks: "outside dev",
  // Without an answer Vault 1.20 and later do not start on raft storage (command/server.go).
  sources: [
    { title: "Production Hardening", section: "Disable Swap" },
    { title: "Vault production checklist", section: "Disable Swap & Core Dumps" },
  ],
  rationale:
    "What a server holds in clear is in its memory only, unless the system moves that to a disk. Locked memory stays where it is, but " +
    "on raft storage it takes as much as all data. So Vault leaves the choice to its operators, and does not start without one.",
  remediation: "set disable_mlock = true on raft storage, and switch swap off on the machines",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const setup = isInCluster(resource) ? undefined : setupOf(resource);
    return setup === undefined ? [] : judge(setup);
  },
  checkStack: ({ resources }) =>
    setupsIn(resources)
      .filter(({ resource }) => isInCluster(resource))
      .flatMap((setup) => judge(setup).map((outcome) => ({ subject: subjectOf(setup.resource), ...outcome }))),
  examples,
});

const said = { must: "say whether memory is locked, without which it does not start" };
const noSwap = { must: "have no swap, because its memory is not locked" };

function judge(setup: ServerSetup): Outcome[] {
  const [part] = setup.open;
  if (part !== undefined) return [notEvaluated(part, said)];
  const variable = variableFor(setup, "VAULT_DISABLE_MLOCK");
  const given = (variable.isSet ? [variable.value] : settingsFor(setup, "disable_mlock")).map(asBoolean);
  if (given.length > 0) return given.flatMap((disabled) => judgeGiven(setup, disabled));
  const onRaft = storageFor(setup).find((storage) => storage.type.kind === "unknown" || isOfType(storage, "raft"));
  if (onRaft === undefined || !setup.isWhole) return [];
  if (onRaft.type.kind === "unknown") return [notEvaluated(onRaft.type, said)];
  const { of, value } = variable;
  if (value.kind === "unknown") return [undecided({ of, value }, said)];
  const at = absentSetting(setup, "disable_mlock");
  return [missing(setup, at, { ...said, ...fixOf(setup, at) })];
}

function judgeGiven({ resource }: ServerSetup, disabled: Value<boolean | undefined>): Outcome[] {
  if (disabled.kind === "unknown") return [notEvaluated(disabled, said)];
  if (disabled.kind === "known" && disabled.value !== true) return [];
  return swapSignsOf(resource).flatMap((sign) =>
    demand(sign, noSwap, { known: (isThere) => !isThere, secret: () => false }).map((outcome) =>
      outcome.verdict === "violation" ? { ...outcome, found: "swap" } : outcome,
    ),
  );
}

function fixOf({ resource }: ServerSetup, at: Value<unknown>): { fix?: string } {
  const fix = inTheirTerms(resource, at, { pulumi: "set disableMlock: true, and switch swap off on the machines" });
  return fix === undefined ? {} : { fix };
}
