import type { Applied } from "../plan/apply";
import type { Verified } from "../plan/verify";
import { failureLines } from "./failure";
import { leftAndRight, printed, seconds } from "./layout";
import { findingLines, operationLines } from "./terminal";

/** What an accepted plan came to. */
export interface UpOutcome {
  /** Undefined when the plan had nothing to apply. */
  readonly applied: Applied | undefined;
  /** Undefined when the apply failed. */
  readonly verified: Verified | undefined;
  /** Undefined when there are no such settings. */
  readonly withSecret?: SettingsWithSecret;
}

/** Settings that Vault takes with a secret only: `strongroom auth secret` writes them, and not the engine. */
export interface SettingsWithSecret {
  /** Auth methods that were never told any. Nobody can log in there: that is no danger, and still to be done. */
  readonly unset: readonly string[];
  /** Auth methods, what declares them, and which of their settings are not as declared. */
  readonly different: readonly {
    readonly mount: string;
    readonly component: string;
    readonly names: readonly string[];
  }[];
}

/** Whether the plan was applied and the server, read back, holds exactly what is declared. */
export function isAsDeclared({ verified, withSecret }: UpOutcome): boolean {
  const isSame = verified !== undefined && verified.failures.length === 0 && verified.different.length === 0;
  return isSame && (withSecret?.different ?? []).length === 0;
}

/** What an apply did and whether the server is now as declared, for a person. */
export function appliedReport(environment: string, { applied, verified, withSecret }: UpOutcome): string {
  return printed([
    ...(applied === undefined ? [`Nothing to apply to ${environment}`] : appliedLines(environment, applied)),
    ...(verified === undefined ? notVerified(environment) : verifiedLines(verified)),
    ...(withSecret === undefined ? [] : withSecretLines(environment, withSecret)),
    "",
  ]);
}

function appliedLines(environment: string, { failures, findings, seconds: duration }: Applied): string[] {
  const blocking = findings.filter((finding) => finding.blocks);
  const heading =
    failures.length + blocking.length === 0 ? `Applied to ${environment}` : `Apply to ${environment} failed`;
  return [leftAndRight(heading, seconds(duration)), ...failureLines(failures), ...findingLines(blocking)];
}

function verifiedLines(verified: Verified): string[] {
  const { read, different, failures } = verified;
  if (failures.length > 0) return ["  server could not be read back:", ...failureLines(failures)];
  return [
    leftAndRight(`  server read back: ${read - different.length} of ${read} as declared`, seconds(verified.seconds)),
    ...(different.length === 0 ? [] : operationLines(different)),
  ];
}

function withSecretLines(environment: string, { unset, different }: SettingsWithSecret): string[] {
  const command = (mount: string) => `strongroom auth secret ${mount} --environment ${environment}`;
  return [
    ...unset.map((mount) => `  auth method "${mount}" lets nobody in yet. Next: ${command(mount)}`),
    ...different.flatMap(({ mount, component, names }) => [
      "",
      `  error   auth method "${mount}", declared by ${component}:`,
      `            not as declared: ${names.join(", ")}`,
      `            fix: ${command(mount)} writes them with the secret; Vault takes them in no other way`,
    ]),
  ];
}

function notVerified(environment: string): string[] {
  return ["", `  What was done before the failure is in the state. Next: strongroom preview ${environment}`];
}
