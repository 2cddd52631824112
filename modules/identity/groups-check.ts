import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { didYouMean } from "../../problem/suggestion";
import type { ExternalGroupArgs, InternalGroupArgs } from "./groups-args";
import { membersFirst } from "./groups-order";
import { metadataProblems } from "./metadata";
import { nameProblems, sameName } from "./names";

/**
 * Checks that Vault will take all groups as they are declared.
 * @throws Refusal with every problem of every group
 */
export function checkGroups(external: readonly ExternalGroupArgs[], internal: readonly InternalGroupArgs[]): void {
  const groups = [...external, ...internal];
  const names = groups.map(({ name }) => name);
  const ordered = membersFirst(internal);
  refuseFor([
    ...groups.flatMap(({ name, metadata }, index) => [
      ...nameProblems("group", name, names.slice(0, index)),
      ...metadataProblems(`group "${name}"`, metadata),
    ]),
    ...external.flatMap((group, index) => aliasProblems(group, external.slice(0, index))),
    ...internal.flatMap((group) => memberProblems(group, names)),
    ...internal.filter((group) => !ordered.includes(group)).map(cycleProblem),
  ]);
}

function aliasProblems(group: ExternalGroupArgs, earlier: readonly ExternalGroupArgs[]): Problem[] {
  const subject = `group "${group.name}"`;
  if (group.alias.trim() === "") {
    return [{ subject, path: "alias", must: "be what the auth method calls the group", found: "nothing" }];
  }
  const owner = earlier.find((other) => other.mountPath === group.mountPath && sameName(other.alias, group.alias));
  if (owner === undefined) return [];
  return [
    {
      subject,
      path: "alias",
      must: `stand for a group of its own on "${group.mountPath}"`,
      found: `"${group.alias}", which is that of "${owner.name}"`,
      fix: "give both policies to one group, or make this an internal group with the other as its member",
    },
  ];
}

function memberProblems({ name, memberGroups = [] }: InternalGroupArgs, names: readonly string[]): Problem[] {
  return memberGroups
    .filter((member) => !names.some((declared) => sameName(declared, member)))
    .map((member) => ({
      subject: `group "${name}"`,
      path: "memberGroups",
      must: `name declared groups${didYouMean(member, names)}`,
      found: `"${member}"`,
    }));
}

function cycleProblem({ name, memberGroups = [] }: InternalGroupArgs): Problem {
  return {
    subject: `group "${name}"`,
    path: "memberGroups",
    must: "not lead back to the group itself, nor to such a circle",
    found: memberGroups.map((member) => `"${member}"`).join(", "),
    fix: "take one of the groups out of the circle",
  };
}
