import { dayOf } from "../policy-pack/day";
import { tierOf, type Environment } from "../policy-pack/environment";
import { judgedWith } from "../policy-pack/judged-with";
import { readProjectRules } from "../policy-pack/project-rules";
import { rules } from "../policy-pack/rules/index";
import type { Judging } from "./accepted";
import type { ExpectedPack } from "./judged-with";
import type { StackLocation } from "./stack";

/** What a run over one environment is told about it. */
export interface JudgingOptions {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Of the stack: what a removal would do stands in its state. */
  readonly location: StackLocation;
  readonly environment: string;
  readonly tier: string;
  /** The stacks that the environment's file names for its duties. */
  readonly responsible: Environment["responsible"];
}

/** By what a run is to be judged, as its project's files say. */
export function judgingOf(options: JudgingOptions): Judging {
  const environment = judgedEnvironment(options);
  const today = dayOf(new Date());
  const project = readProjectRules({ folder: options.root }, { rules, environment: environment.stack, today });
  return { rules, environment, project, today };
}

/** What the pack must say that it judged by. */
export function expectedPack({ rules, environment, project }: Judging): ExpectedPack {
  return { ...judgedWith(environment, project), rules, stack: environment.stack };
}

/** What rules over a change may ask of the environment. */
function judgedEnvironment({ environment, tier, responsible, location }: JudgingOptions): Environment {
  const variables = { ...process.env, ...location.environment };
  return {
    judged: "stack",
    stack: environment,
    declaredTier: tier,
    tier: tierOf(tier),
    responsible,
    vaultAddress: variables["VAULT_ADDR"],
    vaultSkipVerify: variables["VAULT_SKIP_VERIFY"],
  };
}
