import { failureText } from "../../plan/failure";
import { outcomeOf, type Plan } from "../../plan/plan";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { appliedReport, isAsDeclared } from "../../report/applied";
import { jsonReport } from "../../report/json";
import { counted, leftAndRight, seconds, table } from "../../report/layout";
import { findingLines, terminalReport } from "../../report/terminal";
import type { Declaration } from "../../stacks/core";
import { withLock } from "../../toolchain/embedded/lock";
import { missingParts } from "../../toolchain/missing";
import { badChange, badChangeTitle } from "../demo/bad-change";
import { sampleReport } from "../demo/sample";
import { startEmbeddedVault } from "../embedded-vault";
import { embeddedVault, readEmbeddedEnvironment, type EmbeddedEnvironment } from "../embedded-environment";
import { openEngine, type Engine } from "../engine";
import { applyPlan, clearUp, gatedPreview, previewTarget, withPlanFile, type Target } from "../gated-apply";
import type { Io } from "../io";
import { findProject, type Project } from "../project";
import { everyPart, readyParts } from "../ready-parts";
import { importStart } from "../start-import";

/**
 * `strongroom demo`: a real Vault on this machine, brought up from stacks/dev through the policy pack, and a bad change blocked.
 * Leaves Vault running; run again, it goes on from what is there.
 */
export async function demo({ json }: { readonly json: boolean }, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const embedded = readEmbeddedEnvironment(project);
  const say = (text: string): void => (json ? io.err(text) : io.out(text));
  say(`Strongroom demo: a real Vault on this machine, configured from stacks/dev\n\n`);
  if ((await missingParts(everyPart(embedded.environment), io.env)).length > 0) say(sampleReport());

  const engine = await startEverything(project, embedded, say, io);
  const target: Target = { project, environment: embedded.environment, engine, io };
  const plan = await bringUp(target, say);
  const blocked = await tryBadChange(target, embedded.declaration, say);
  if (json) io.out(`{"up":${jsonReport(plan).trimEnd()},"badChange":${jsonReport(blocked).trimEnd()}}\n`);
  say("\nNext: strongroom dev status     strongroom dev stop     edit stacks/, then strongroom preview dev\n");
  return exitCodes.clean;
}

type Say = (text: string) => void;

async function startEverything(
  project: Project,
  { environment, declaration, folder }: EmbeddedEnvironment,
  say: Say,
  io: Io,
): Promise<Engine> {
  const watch = stopwatch();
  await readyParts(everyPart(environment), io);
  const vault = await embeddedVault(declaration, io);
  const { parts } = await openEngine(project, environment, io);
  const { pulumi, "provider-vault": provider } = parts;
  const toolchain = [
    `pulumi ${pulumi.version} (${pulumi.from})`,
    `vault ${vault.program.version} (${vault.program.from})`,
    `provider vault ${provider.version} (${provider.from})`,
  ];
  say(line("toolchain", toolchain.join("  "), watch()));

  const steps: string[] = [];
  const opened = await startEmbeddedVault(folder, vault, {
    tell: (step) => steps.push(step),
    signal: io.signal,
  });
  const audit = `audit: ${declaration.auditDevices.length} devices`;
  const since = opened.alreadyRunning ? `, running since ${opened.startedAt}` : "";
  say(line("vault", `${opened.address}, TLS by its own CA, raft, ${audit}${since}`, watch()));

  // The deployer's login exists only now, and the provider needs it.
  const engine = await openEngine(project, environment, io);
  const alone = { signal: io.signal, onWait: () => say("  another strongroom command is at work; waiting for it\n") };
  await withLock(folder, alone, () =>
    importStart({ project, environment, engine, io }, declaration, (note) => say(`  ${note}\n`)),
  );
  const done = opened.bootstrapped ? "initialised, deployer login ready" : "done before, deployer login ready";
  say(line("bootstrap", `${done}, root token revoked (checked: refused)`, watch()));
  say("\n");
  return engine;
}

async function bringUp(target: Target, say: Say): Promise<Plan> {
  return withPlanFile(target, async (planFile) => {
    await clearUp(target, (line) => say(`  ${line}\n`));
    const plan = await gatedPreview(target, planFile);
    say(`${terminalReport(plan)}\n`);
    if (outcomeOf(plan) !== "clean") {
      throw demoFailed("a preview of stacks/dev that nothing blocks", "run strongroom preview dev");
    }
    const result = await applyPlan(target, plan, planFile);
    say(`${appliedReport(target.environment.name, result)}\n`);
    if (!isAsDeclared(result)) {
      throw demoFailed("a Vault that is as declared after the apply", "run strongroom up dev");
    }
    return plan;
  });
}

async function tryBadChange(target: Target, declaration: Declaration, say: Say): Promise<Plan> {
  say(`Now a bad change: ${badChangeTitle}\n`);
  const plan = await previewTarget(target, { program: badChange(declaration) });
  if (outcomeOf(plan) !== "blocked") {
    throw demoFailed(
      "the bad change blocked",
      `report this; the preview was ${outcomeOf(plan)}: ${failureText(plan.failures)}`,
    );
  }
  const blocking = plan.findings.filter((finding) => finding.blocks);
  say(
    `${leftAndRight(`  blocked     ${counted(blocking.length, "finding")}, nothing was touched`, seconds(plan.seconds))}\n`,
  );
  say(`${findingLines(blocking).join("\n")}\n`);
  return plan;
}

function demoFailed(must: string, fix: string): Refusal {
  return new Refusal([{ subject: "the demo", must: `end with ${must}`, fix }]);
}

function line(what: string, words: string, duration: number): string {
  const [row = ""] = table([[what.padEnd(10), words]], "  ");
  return `${leftAndRight(row, seconds(duration))}\n`;
}

/** Seconds since it was last asked. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = (now - last) / 1000;
    last = now;
    return elapsed;
  };
}
