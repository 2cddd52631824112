import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { z } from "zod";
import { redact } from "../model/secret-text";
import { engineError } from "./engine-error";
import { packName, plainText } from "./events";
import { declarationOf, type DeclaredResource } from "./declared-resource";
import { isDeployerLogin, refusedRequest, type RefusedRequest } from "./refused-request";
import { unexpectedJudging, type ExpectedPack } from "./judged-with";
import type { EngineRun } from "./stack";

/** Something that kept a run from doing all that it was to do. */
export interface Failure {
  /** In the words of whoever said so: Vault, the provider, the engine, the program; without what looks like a secret in them. */
  readonly message: string;
  /** What it happened to, and what declares that. None where the deployer could not log in: nothing declared is to blame. */
  readonly resource?: DeclaredResource;
  /** What was asked of Vault, where Vault said no. */
  readonly request?: Omit<RefusedRequest, "message">;
}

/** What a run was to be judged by, and what came of that. */
export interface Judgement {
  /** By what the rules were to judge it; undefined for imports and refreshes, which are not judged. */
  readonly expected: ExpectedPack | undefined;
  /** Whether a finding stopped it; that explains why the engine ended badly. */
  readonly blocked: boolean;
}

export const notJudged: Judgement = { expected: undefined, blocked: false };

/**
 * Why a run failed, other than by findings; empty when it did not. A run that fails without saying why, and one that succeeds without
 * its events or without the rules, has failed: what is not understood is not clean.
 */
export function failuresOfRun(run: EngineRun, { expected, blocked }: Judgement): Failure[] {
  const failures = errorsIn(run.events);
  if (failures.length > 0 || blocked) return failures;
  const messages = run.error === undefined ? incompleteness(run.events, expected) : [engineError(run.error)];
  return messages.map((message) => ({ message: redact(message) }));
}

/** All failures in one text, for a place that has only one line for them. */
export function failureText(failures: readonly Failure[]): string {
  return failures.map(({ message }) => message).join(" ");
}

/** The program threw, a provider refused, the engine stopped. */
function errorsIn(events: readonly EngineEvent[]): Failure[] {
  const errors = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error"
      ? [{ message: plainText(diagnosticEvent.message), urn: diagnosticEvent.urn }]
      : [],
  );
  const causes = errors.filter(({ message }) => !consequence.test(message));
  const first = causes.filter(({ message }) => !consequenceOfAnother.test(message));
  const failures = (first.length > 0 ? first : causes).map((error) => failureOf(error, events));
  // The provider and the engine both report what Vault refused, each with words of its own around Vault's.
  const distinct = new Map(failures.map((failure) => [JSON.stringify(failure), failure]));
  return [...distinct.values()];
}

function failureOf(error: { message: string; urn: string | undefined }, events: readonly EngineEvent[]): Failure {
  const resource = error.urn === undefined ? undefined : declarationOf(error.urn, events);
  const said = redact(error.message);
  const refused = refusedRequest(said);
  const about = resource === undefined ? {} : { resource };
  if (refused === undefined) return { message: said, ...about };
  const { message, ...request } = refused;
  // Every resource that needs Vault reports it.
  if (isDeployerLogin(request)) return { message, request };
  return { message, ...about, request };
}

/** What the engine adds when findings block: it follows from them and says nothing new. */
const consequence = /^(preview failed|update failed|resource \S+ is invalid)$/i;

/** What a plan expected and the engine no longer got to, because something before it failed. */
const consequenceOfAnother = /^expected resource operations for \S+ but none were seen$/;

/** The CLI writes the key in capitals, whatever the SDK's types say; its values are versions. */
const summary = z.object({ PolicyPacks: z.record(z.string(), z.string()).optional() });

function incompleteness(events: readonly EngineEvent[], expected: ExpectedPack | undefined): string[] {
  const parsed = summary.safeParse(events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent);
  if (!parsed.success) return ["the engine ended without a summary: some of what it did is not known"];
  if (expected === undefined) return [];
  const packs = Object.keys(parsed.data.PolicyPacks ?? {});
  const ours = packs.some((pack) => pack === packName || pack.startsWith(`${packName}|`));
  return ours ? unexpectedJudging(events, expected) : ["the policy pack did not run: nothing was judged"];
}
