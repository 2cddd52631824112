import { auditMutations } from "./audit";
import { authMutations } from "./auth";
import { changesMutations } from "./changes";
import type { Mutation } from "./mutation";
import { platformMutations } from "./platform";
import { policiesMutations } from "./policies";
import { rootMutations } from "./root";
import { secretsMutations } from "./secrets";
import { serversMutations } from "./servers";

/** One or more ways to break what each rule asks for. */
export const mutations: readonly Mutation[] = [
  ...auditMutations,
  ...authMutations,
  ...changesMutations,
  ...platformMutations,
  ...policiesMutations,
  ...rootMutations,
  ...secretsMutations,
  ...serversMutations,
];
