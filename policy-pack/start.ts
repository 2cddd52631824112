import { PolicyPack } from "@pulumi/policy";
import { ownSurroundings } from "./connection";
import { readEnvironment } from "./environment-config";
import { toPolicies } from "./pulumi";
import type { Rule } from "./rule";
import { rules } from "./rules/index";

/**
 * Starts the pack in this process: Strongroom's rules, and a company's own beside them.
 *
 * @throws {Error} where one of its own has the id of another rule
 */
export function strongroomPack(own: readonly Rule[] = []): PolicyPack {
  const all = [...rules, ...own];
  const ids = all.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`two rules of one pack have the same id: ${twice.join(", ")}`);
  const surroundings = ownSurroundings();
  return new PolicyPack("strongroom", { policies: toPolicies(all, readEnvironment(surroundings), surroundings) });
}
