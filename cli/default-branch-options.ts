import type { Command } from "commander";
import type { DefaultBranchOptions } from "../plan/strictness";

/** Adds what tells a gated command about the default branch, which may be judged more strictly than this checkout. */
export function withDefaultBranch(command: Command): Command {
  return command
    .option("--default-branch <branch>", "what is compared with, where the repository does not say: origin/main")
    .option(
      "--approved-weakening <approval>",
      "goes on although the rules were made less strict, as their owner approved",
    );
}

/** What of a command's arguments is about the default branch. */
export function defaultBranchOptions({ defaultBranch, approvedWeakening }: DefaultBranchOptions): DefaultBranchOptions {
  return {
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    ...(approvedWeakening === undefined ? {} : { approvedWeakening }),
  };
}
