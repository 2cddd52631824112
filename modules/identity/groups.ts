import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { declaredOrRefused } from "./declared";
import { formerly } from "./formerly";
import type { ExternalGroupArgs, GroupsArgs, InternalGroupArgs } from "./groups-args";
import { checkGroups } from "./groups-check";
import { membersFirst } from "./groups-order";

/**
 * The groups of a Vault: what a person may do because of where they belong. People come and go with the groups of the identity
 * provider, without a change here; an internal group adds what no provider knows, such as "all who may approve".
 *
 * A login renews the membership in every external group of its mount, and a renewal of the token too; so whoever is taken out of
 * the provider's group keeps its policies until then.
 */
export class Groups extends pulumi.ComponentResource {
  readonly #groups = new Map<string, vault.identity.Group>();

  /** @throws Refusal with every problem of every group */
  constructor(name: string, args: GroupsArgs, options?: pulumi.ComponentResourceOptions) {
    const { external = [], internal = [] } = args;
    checkGroups(external, internal);
    super("strongroom:identity:Groups", name, {}, options);
    for (const group of external) this.#groups.set(group.name, this.#declareExternal(group));
    for (const group of membersFirst(internal)) this.#groups.set(group.name, this.#declareInternal(group));
    this.registerOutputs({});
  }

  /** A declared group, for an MFA enforcement. @throws Refusal if no such group is declared */
  group(name: string): vault.identity.Group {
    return declaredOrRefused("group", name, this.#groups);
  }

  #declareExternal({ mount, mountPath, alias, ...args }: ExternalGroupArgs): vault.identity.Group {
    const group = this.#declareGroup({ type: "external" }, args);
    new vault.identity.GroupAlias(
      `${args.name}/${mountPath}`,
      { name: alias, mountAccessor: mount.accessor, canonicalId: group.id },
      {
        parent: this,
        deletedWith: group,
        dependsOn: mount,
        ...formerly(args.formerName, mountPath),
        // Vault deletes a group's alias with the group, and the provider breaks off when it updates one that is gone.
        replaceOnChanges: ["canonicalId"],
        deleteBeforeReplace: true,
      },
    );
    return group;
  }

  #declareInternal({ memberEntityIds = [], memberGroups = [], ...args }: InternalGroupArgs): vault.identity.Group {
    const members = memberGroups.map((name) => this.group(name).id);
    return this.#declareGroup(
      {
        type: "internal",
        memberEntityIds: pulumi.all([...memberEntityIds]).apply((ids) => ids.sort()),
        memberGroupIds: pulumi.all(members).apply((ids) => ids.sort()),
      },
      args,
    );
  }

  #declareGroup(
    kind: Pick<vault.identity.GroupArgs, "type" | "memberEntityIds" | "memberGroupIds">,
    { name, formerName, policies, metadata }: Omit<InternalGroupArgs, "memberEntityIds" | "memberGroups">,
  ): vault.identity.Group {
    return new vault.identity.Group(
      name,
      {
        ...kind,
        name,
        policies: pulumi.all([...policies]).apply((names) => names.sort()),
        ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
      },
      // A group cannot become external, or internal again, and two cannot have one name.
      { parent: this, deleteBeforeReplace: true, ...formerly(formerName) },
    );
  }
}
