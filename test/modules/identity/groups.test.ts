import * as vault from "@pulumi/vault";
import { Groups } from "../../../modules/identity/groups";
import type { ExternalGroupArgs, GroupsArgs, InternalGroupArgs } from "../../../modules/identity/groups-args";
import { refusedFor, registrationsOf } from "../registrations";
import { accessorOf, Mount, mountId } from "./mount";

const component = { id: "strongroom:identity:Groups::groups", inputs: {} };

const declare = (args: GroupsArgs): Groups => new Groups("groups", args);

function external(name: string, alias: string, policies: readonly string[] = []): ExternalGroupArgs {
  return { name, policies, mount: new Mount("oidc"), mountPath: "oidc", alias };
}

function internal(name: string, memberGroups: readonly string[] = []): InternalGroupArgs {
  return { name, policies: [], memberGroups };
}

const group = (name: string): string => `vault:identity/group:Group::${name}`;

describe("groups", () => {
  it("have their members from the auth method, by the name that it calls them", async () => {
    const metadata = { owner: "platform" };
    expect(
      await registrationsOf(() =>
        declare({ external: [{ ...external("platform", "7f3", ["write", "read"]), metadata }] }),
      ),
    ).toEqual([
      component,
      { id: mountId("oidc"), inputs: { accessor: accessorOf("oidc") } },
      {
        id: group("platform"),
        inputs: { name: "platform", type: "external", policies: ["read", "write"], metadata },
        parent: component.id,
        deleteBeforeReplace: true,
      },
      {
        id: "vault:identity/groupAlias:GroupAlias::platform/oidc",
        inputs: { name: "7f3", mountAccessor: accessorOf("oidc"), canonicalId: "platform-id" },
        parent: component.id,
        deletedWith: group("platform"),
        dependsOn: [mountId("oidc"), group("platform")],
        deleteBeforeReplace: true,
        replaceOnChanges: ["canonicalId"],
      },
    ]);
  });

  it("have the alias of a directory's group on an LDAP mount alike", async () => {
    const registered = await registrationsOf(() => {
      const mount = new vault.ldap.AuthBackend("ldap", { url: "ldaps://directory.example.com", path: "ldap" });
      declare({ external: [{ name: "dba", policies: [], mount, mountPath: "ldap", alias: "CN=dba" }] });
    });
    expect(registered.at(-2)).toMatchObject({
      id: "vault:identity/groupAlias:GroupAlias::dba/ldap",
      inputs: { name: "CN=dba", canonicalId: "dba-id" },
      dependsOn: [group("dba"), "vault:ldap/authBackend:AuthBackend::ldap"],
    });
  });

  it("have declared members, and those of groups that are declared before or after", async () => {
    const registered = await registrationsOf(() =>
      declare({
        external: [external("platform", "7f3")],
        internal: [
          internal("all", ["Approvers", "platform"]),
          { ...internal("approvers", ["platform"]), memberEntityIds: ["b", "a"], policies: ["approve"] },
        ],
      }),
    );
    expect(registered.filter(({ id }) => id === group("all") || id === group("approvers"))).toEqual([
      {
        id: group("all"),
        inputs: {
          name: "all",
          type: "internal",
          policies: [],
          memberEntityIds: [],
          memberGroupIds: ["approvers-id", "platform-id"],
        },
        parent: component.id,
        dependsOn: [group("approvers"), group("platform")],
        deleteBeforeReplace: true,
      },
      {
        id: group("approvers"),
        inputs: {
          name: "approvers",
          type: "internal",
          policies: ["approve"],
          memberEntityIds: ["a", "b"],
          memberGroupIds: ["platform-id"],
        },
        parent: component.id,
        dependsOn: [group("platform")],
        deleteBeforeReplace: true,
      },
    ]);
  });
});

const refused: readonly {
  name: string;
  args: () => GroupsArgs;
  problems: readonly { subject: string; path: string; must?: string; found?: string }[];
}[] = [
  {
    name: "the same name twice, whatever the case and the kind",
    args: () => ({ external: [external("Platform", "a")], internal: [internal("platform")] }),
    problems: [{ subject: 'group "platform"', path: "name" }],
  },
  {
    name: "one group of the identity provider for two",
    args: () => ({ external: [external("platform", "a"), external("web", "A"), external("none", "")] }),
    problems: [
      { subject: 'group "web"', path: "alias", found: '"A", which is that of "platform"' },
      { subject: 'group "none"', path: "alias", found: "nothing" },
    ],
  },
  {
    name: "members that are not declared, with the one that was meant",
    args: () => ({ internal: [internal("all", ["approver"]), internal("approvers")] }),
    problems: [
      {
        subject: 'group "all"',
        path: "memberGroups",
        must: 'name declared groups; did you mean "approvers"?',
        found: '"approver"',
      },
    ],
  },
  {
    name: "groups that are members of each other, and of themselves",
    args: () => ({ internal: [internal("a", ["b"]), internal("b", ["a"]), internal("c", ["C"]), internal("d")] }),
    problems: ["a", "b", "c"].map((name) => ({ subject: `group "${name}"`, path: "memberGroups" })),
  },
];

describe("groups that are refused", () => {
  it.each(refused)("$name", async ({ args, problems }) => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare(args()))).toEqual(
        problems.map((problem) => expect.objectContaining(problem) as unknown),
      );
    });
  });

  it("says which group was meant", async () => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare({ internal: [internal("platform")] }).group("platfrom"))).toMatchObject([
        { subject: 'group "platfrom"', fix: 'did you mean "platform"?' },
      ]);
    });
  });
});
