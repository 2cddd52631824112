import type { z } from "zod";
import type { Change } from "../model/change";
import type { Resource } from "../model/resource";
import type { Value } from "../model/value";
import type { Environment } from "./environment";
import type { Example, BadExample, UnknownExample } from "./example";
import type { Severity, Source } from "./finding";
import type { Outcome } from "./outcome";
import type { Weakening } from "./weakening";
import type { TokenOrigin } from "./token-origin";
import type { WaiverUse } from "./waiver";

/** One provider and the token with which it would reach Vault, if it would use one; see policy-pack/connection.ts. */
export interface Login {
  readonly provider: Resource;
  readonly token?: Token;
}

export interface Token {
  readonly from: TokenOrigin;
  /** What Vault says of it. */
  readonly policies: Value<readonly string[]>;
}

/** Everything that a program declares. */
export interface Stack {
  readonly resources: readonly Resource[];
}

/** The waivers of an environment, at the end of a run. */
export interface WaiversInUse {
  readonly waivers: readonly WaiverUse[];
}

/** How strictly an environment is judged, against how it is on the default branch. */
export interface StrictnessChange {
  readonly weakenings: Value<readonly Weakening[]>;
  /** The default branch: `origin/main`. */
  readonly branch: string;
  /** Whether that branch has commits that the checkout lacks: then what is weaker may be no change of its own. */
  readonly isBehind?: true;
  /** What stands for exactly these weakenings where their owner approves of them. */
  readonly approval?: string;
}

/** What a rule of each kind judges. */
export interface Subjects {
  readonly resource: Resource;
  readonly login: Login;
  readonly stack: Stack;
  /** What a preview plans, which Pulumi's own policies never see: judged by plan/, over the engine's events. */
  readonly change: Change;
  /** What the project's waivers came to, judged when every other rule has spoken. */
  readonly waivers: WaiversInUse;
  /** Judged by plan/, which knows the repository. */
  readonly strictness: StrictnessChange;
}
export type Kind = keyof Subjects;

/**
 * Where a rule's violations block. `everywhere`: in dev too (the rows marked ! in the catalogue); `outside dev`: staging and
 * production, a warning in dev; `nowhere`: a warning. Configuration can change it per environment (policy-pack/level.ts).
 */
export type Blocks = "everywhere" | "outside dev" | "nowhere";

/** What a rule is, apart from the function that judges. */
export interface RuleData {
  /** Public: written in waivers, configuration and pull requests. Also the file's name and the documentation page. */
  readonly id: string;
  /** The folder under rules/. */
  readonly family: string;
  /** The requirement as a sentence: `Every tcp listener must use TLS`. */
  readonly title: string;
  readonly severity: Severity;
  readonly blocks: Blocks;
  /** The documents and sections that ask for it, by their titles. */
  readonly sources: readonly [Source, ...Source[]];
  /** What goes wrong without it. */
  readonly rationale: string;
  /** What to do about a violation. */
  readonly remediation: string;
  /** The limits that an environment may set, each described and with a default. */
  readonly config: z.ZodObject;
  /** Of a rule about logins: that it also judges providers that are no longer declared, and delete what they have made. */
  readonly judgesRemovals?: true;
  /** False where the project must not be able to make it less strict (stacks/rules.yaml). */
  readonly isConfigurable?: false;
  /** False where nobody can accept what it finds (stacks/waivers.yaml): it is about waivers and the like itself. */
  readonly isWaivable?: false;
  /** True where it reads plain writes that are of one kind or another by what is mounted above: they are judged with the whole stack. */
  readonly needsMounts?: true;
  readonly examples: {
    readonly good: readonly [Example, ...Example[]];
    readonly bad: readonly [BadExample, ...BadExample[]];
    /** Empty only for a rule that reads nothing that could be unknown, and says so. */
    readonly unknown: readonly UnknownExample[];
  };
}

/** A rule as its file writes it: data and one pure function. */
export interface RuleDefinition<K extends Kind, Config extends z.ZodObject> extends RuleData {
  readonly kind: K;
  readonly config: Config;
  /** Says nothing about what is as it must be, and nothing about what the rule is not about. */
  readonly check: Check<K, Config>;
  /** The part of a rule over single resources that only the whole stack shows. */
  readonly checkStack?: K extends "resource" ? Check<"stack", Config> : never;
}

type Check<K extends Kind, Config extends z.ZodObject> = (
  subject: Subjects[K],
  config: z.infer<Config>,
  environment: Environment,
) => readonly Outcome[];

export interface RuleOf<K extends Kind> extends RuleData {
  readonly kind: K;
  /** @param settings the rule's configuration as given; what is missing takes its default. @throws ZodError if it does not fit. */
  readonly judge: (subject: Subjects[K], settings: unknown, environment: Environment) => readonly Outcome[];
  /** The same rule over the whole stack, where a part of it needs that. */
  readonly overStack?: RuleOf<"stack">;
}

export type ResourceRule = RuleOf<"resource">;
export type LoginRule = RuleOf<"login">;
export type StackRule = RuleOf<"stack">;
export type ChangeRule = RuleOf<"change">;
export type WaiverRule = RuleOf<"waivers">;
export type StrictnessRule = RuleOf<"strictness">;
export type Rule = ResourceRule | LoginRule | StackRule | ChangeRule | WaiverRule | StrictnessRule;
/** The rules that judge inside the engine. */
export type PolicyRule = Exclude<Rule, ChangeRule | StrictnessRule>;

/** Makes a rule of a definition. The definition's types stay inside, so that all rules fit one list. */
export function defineRule<K extends Kind, Config extends z.ZodObject>({
  check,
  checkStack,
  ...data
}: RuleDefinition<K, Config>): RuleOf<K> {
  let defaults: z.infer<Config> | undefined;
  // Asked for every resource, and nearly always with no settings at all.
  const configOf = (settings: unknown): z.infer<Config> =>
    isEmpty(settings) ? (defaults ??= data.config.parse({})) : data.config.parse(settings);
  const judge =
    <S>(how: (subject: S, config: z.infer<Config>, environment: Environment) => readonly Outcome[]) =>
    (subject: S, settings: unknown, environment: Environment) =>
      how(subject, configOf(settings), environment);
  return {
    ...data,
    judge: judge(check),
    ...(checkStack === undefined ? {} : { overStack: { ...data, kind: "stack", judge: judge(checkStack) } }),
  };
}

function isEmpty(settings: unknown): boolean {
  return typeof settings === "object" && settings !== null && Object.keys(settings).length === 0;
}
