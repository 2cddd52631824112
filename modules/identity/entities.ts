import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { declaredOrRefused } from "./declared";
import type { EntitiesArgs, EntityArgs } from "./entities-args";
import { checkEntities } from "./entities-check";
import { formerly } from "./formerly";

/**
 * Entities that must be known before they first log in: machines and the deployer, where login MFA or a templated policy names them.
 * People are not declared. Vault makes an entity for each of them at the first login, and external groups say what they may do.
 *
 * An entity is protected, because a new one of the same name has another id and none of the old one's MFA secrets. Vault makes an
 * entity also for a machine that logged in before it was declared here; the provider then refuses the alias, and says which one
 * has to be deleted first.
 */
export class Entities extends pulumi.ComponentResource {
  readonly #entities: ReadonlyMap<string, vault.identity.Entity>;

  /** @throws Refusal with every problem of every entity */
  constructor(name: string, args: EntitiesArgs, options?: pulumi.ComponentResourceOptions) {
    checkEntities(args.entities);
    super("strongroom:identity:Entities", name, {}, options);
    this.#entities = new Map(args.entities.map((entity) => [entity.name, this.#declareEntity(entity)]));
    this.registerOutputs({});
  }

  /** A declared entity, for a group or an MFA enforcement. @throws Refusal if no such entity is declared */
  entity(name: string): vault.identity.Entity {
    return declaredOrRefused("entity", name, this.#entities);
  }

  #declareEntity({ name, formerName, policies = [], metadata, aliases }: EntityArgs): vault.identity.Entity {
    const entity = new vault.identity.Entity(
      name,
      {
        name,
        policies: pulumi.all([...policies]).apply((names) => names.sort()),
        ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
      },
      { parent: this, protect: true, ...formerly(formerName) },
    );
    for (const { mount, mountPath, name: aliasName } of aliases) {
      new vault.identity.EntityAlias(
        `${name}/${mountPath}`,
        { name: aliasName, mountAccessor: mount.accessor, canonicalId: entity.id },
        { parent: this, deletedWith: entity, dependsOn: mount, ...formerly(formerName, mountPath) },
      );
    }
    return entity;
  }
}
