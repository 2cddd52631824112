import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import type { EntityAliasArgs, EntityArgs } from "./entities-args";
import { metadataProblems } from "./metadata";
import { nameProblems, sameName } from "./names";

/**
 * Checks that Vault will take all entities as they are declared, and that no login belongs to two of them.
 * @throws Refusal with every problem of every entity
 */
export function checkEntities(entities: readonly EntityArgs[]): void {
  refuseFor(
    entities.flatMap((entity, index) => {
      const earlier = entities.slice(0, index);
      const names = earlier.map(({ name }) => name);
      return [
        ...nameProblems("entity", entity.name, names),
        ...metadataProblems(`entity "${entity.name}"`, entity.metadata),
        ...entity.aliases.flatMap((alias, at) => [
          ...secondAliasProblems(entity.name, alias, entity.aliases.slice(0, at)),
          ...sharedAliasProblems(entity.name, alias, earlier),
        ]),
      ];
    }),
  );
}

function secondAliasProblems(entity: string, alias: EntityAliasArgs, earlier: readonly EntityAliasArgs[]): Problem[] {
  if (!earlier.some(({ mountPath }) => mountPath === alias.mountPath)) return [];
  return [
    {
      subject: `entity "${entity}"`,
      path: "aliases",
      must: "have one alias on each auth method at most",
      found: `two on "${alias.mountPath}"`,
      fix: "declare an entity for each login",
    },
  ];
}

/** Names that are only known later, such as a role-id, are told apart by Vault. */
function sharedAliasProblems(entity: string, alias: EntityAliasArgs, earlier: readonly EntityArgs[]): Problem[] {
  const { name, mountPath } = alias;
  if (typeof name !== "string") return [];
  const owner = earlier.find(({ aliases }) =>
    aliases.some(
      (other) => other.mountPath === mountPath && typeof other.name === "string" && sameName(other.name, name),
    ),
  );
  if (owner === undefined) return [];
  return [
    {
      subject: `entity "${entity}"`,
      path: "aliases",
      must: "have logins of its own",
      found: `"${name}" on "${mountPath}", which belongs to "${owner.name}"`,
      fix: "remove the alias from one of them",
    },
  ];
}
