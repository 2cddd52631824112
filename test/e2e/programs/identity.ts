import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Entities } from "../../../modules/identity/entities";
import type { EntityArgs } from "../../../modules/identity/entities-args";
import { Groups } from "../../../modules/identity/groups";
import type { ExternalGroupArgs, GroupsArgs } from "../../../modules/identity/groups-args";
import { identityRights } from "../../../modules/identity/rights";
import type { ModuleProgram } from "../project/module-project";

export interface IdentityParameters {
  /** PEM, of whoever signs the logins. */
  readonly publicKey: string;
  readonly robot: Pick<EntityArgs, "name" | "formerName" | "metadata">;
  /** The group of the platform team; `alias` is what the groups claim calls it. */
  readonly platform: Pick<ExternalGroupArgs, "name" | "formerName" | "alias">;
  /** Where support's members come from: the identity provider, or here, where it has none. */
  readonly support: keyof GroupsArgs;
}

const mountPath = "people";
const policies = ["platform", "approver", "support"];

const program: ModuleProgram<IdentityParameters> = {
  rights: () => [
    { path: `auth/${mountPath}/*`, capabilities: ["create", "read", "update", "delete", "list"] },
    ...identityRights(),
  ],
  policies: [
    ...policies.map((name) => ({ name, text: `path "sys/policies/acl/${name}" {\n  capabilities = ["read"]\n}\n` })),
    { name: "groups", text: 'path "identity/group/id" {\n  capabilities = ["list"]\n}\n' },
  ],
  declare: ({ options, policies }, { publicKey, robot, platform, support }) => {
    const people = new pulumi.ComponentResource("test:identity:People", mountPath, {}, options);
    const mount = new vault.jwt.AuthBackend(
      mountPath,
      { path: mountPath, type: "jwt", jwtValidationPubkeys: [publicKey.trim()] },
      { parent: people },
    );
    new vault.jwt.AuthBackendRole(
      mountPath,
      {
        backend: mountPath,
        roleName: "person",
        roleType: "jwt",
        userClaim: "email",
        groupsClaim: "groups",
        boundAudiences: ["vault"],
        tokenPolicies: ["default"],
      },
      { parent: people, dependsOn: mount, deletedWith: mount },
    );
    const entities = new Entities(
      "entities",
      { entities: [{ ...robot, aliases: [{ mount, mountPath, name: "robot@example.com" }] }] },
      options,
    );
    const supporters = { name: "support", policies: [policies.name("support")] };
    new Groups(
      "groups",
      {
        external: [
          { ...platform, policies: [policies.name("platform")], mount, mountPath },
          ...(support === "external" ? [{ ...supporters, mount, mountPath, alias: "support" }] : []),
        ],
        internal: [
          {
            name: "approvers",
            policies: [policies.name("approver")],
            memberGroups: [platform.name],
            memberEntityIds: [entities.entity(robot.name).id],
          },
          ...(support === "internal" ? [supporters] : []),
        ],
      },
      options,
    );
  },
};

export default program;
