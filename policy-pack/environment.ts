import type { Resource } from "../model/resource";
import { serversIn } from "../model/platform/servers";
import type { Problem } from "../problem/problem";

/** How strict the rules are. */
export type Tier = "dev" | "staging" | "production";
export const tiers: readonly Tier[] = ["dev", "staging", "production"];

/** What can be one stack's duty for a whole environment, where servers and configuration are separate stacks. */
export const duties = ["server", "audit", "auth", "backup"] as const;
export type Duty = (typeof duties)[number];

/** The environment that a stack belongs to, as the stack's configuration declares it. */
export interface Environment {
  /**
   * What the rules see: all that a stack has, or some files, in which nothing is missing only because they do not say it.
   */
  readonly judged: "stack" | "files";
  /** Whether it is looked at outside its project, whose settings and waivers then do not count. */
  readonly isScanned?: true;
  readonly stack: string;
  /** What `strongroom:tier` says, whether it is a tier or not. */
  readonly declaredTier: string | undefined;
  /** The tier that counts: production unless another is declared. */
  readonly tier: Tier;
  /** The stack that `strongroom:responsible` names for a duty; a duty that is not named is every stack's. */
  readonly responsible: Readonly<Partial<Record<Duty, string>>>;
  /** The address of providers that name none: `VAULT_ADDR`. */
  readonly vaultAddress: string | undefined;
  /** `VAULT_SKIP_VERIFY`, which counts for every provider, whatever it says itself. */
  readonly vaultSkipVerify: string | undefined;
  /** What is wrong in the files in which the project configures and waives rules. */
  readonly ruleFileProblems?: readonly Problem[];
}

/** @param declared the text of `strongroom:tier`; anything but a tier counts as production. */
export function tierOf(declared: string | undefined): Tier {
  return tiers.find((tier) => tier === declared) ?? "production";
}

/** @param declared the value of `strongroom:responsible`; a duty that is not named properly is every stack's. */
export function responsibleStacks(declared: unknown): Environment["responsible"] {
  if (typeof declared !== "object" || declared === null) return {};
  const named = duties.flatMap((duty) => {
    const stack: unknown = Reflect.get(declared, duty);
    return typeof stack === "string" && stack !== "" ? [[duty, stack] as const] : [];
  });
  return Object.fromEntries(named);
}

/** Whether this stack must itself have what the duty asks for. */
export function isResponsible(environment: Pick<Environment, "responsible" | "stack">, duty: Duty): boolean {
  const named = environment.responsible[duty];
  return named === undefined || named === environment.stack;
}

/**
 * Whether what belongs to the servers (alerts, backups, log shipping) must be among these resources: in a stack by its duty, and
 * among files where one of them runs a server.
 */
export function mustHaveWithServers(environment: Environment, duty: Duty, resources: readonly Resource[]): boolean {
  if (environment.judged === "files") return serversIn(resources).length > 0;
  return isResponsible(environment, duty);
}

/**
 * Whether this stack must show what becomes of the audit log: the one with the devices, and, where that is another, the one that is
 * named for the servers, beside which agents and rotation run.
 */
export function answersForLogs(environment: Environment): boolean {
  return isResponsible(environment, "audit") || environment.responsible.server === environment.stack;
}
