import { isOpen } from "../../model/certainty";
import { readResource, type Resource } from "../../model/resource";
import { isSameObject } from "../../model/same-object";
import { unknownMark } from "../../model/unknown-mark";

function resource(type: string, props: object): Resource {
  return readResource({ urn: "urn", type, name: "example", props });
}

const [role, endpoint, claim, policy, team, alias, audit, mount] = [
  "vault:appRole/authBackendRole:AuthBackendRole",
  "vault:generic/endpoint:Endpoint",
  "kubernetes:core/v1:PersistentVolumeClaim",
  "vault:index/policy:Policy",
  "vault:github/team:Team",
  "vault:identity/groupAlias:GroupAlias",
  "vault:index/audit:Audit",
  "vault:index/mount:Mount",
];
const [ldapGroup, certificate, secretId, kubernetesConfig, groupPolicies, kubernetesRole] = [
  "vault:ldap/authBackendGroup:AuthBackendGroup",
  "vault:pkiSecret/secretBackendCert:SecretBackendCert",
  "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId",
  "vault:kubernetes/authBackendConfig:AuthBackendConfig",
  "vault:identity/groupPolicies:GroupPolicies",
  "vault:kubernetes/authBackendRole:AuthBackendRole",
];

describe("two resources are one object", () => {
  it.each<[string, string, object, string, object, unknown]>([
    ["by backend and name", role, { backend: "a", roleName: "b" }, role, { backend: "a", roleName: "b", x: 1 }, true],
    ["not at another mount", role, { backend: "a", roleName: "b" }, role, { backend: "c", roleName: "b" }, false],
    [
      "not where one says what the other does not",
      role,
      { roleName: "b" },
      role,
      { backend: "c", roleName: "b" },
      false,
    ],
    ["not of another type", role, { path: "a" }, endpoint, { path: "a" }, false],
    ["not where nothing names them", role, {}, role, {}, false],
    ["by namespace and name", claim, named("vault", "a"), claim, named("vault", "a"), true],
    ["not in another namespace", claim, named("vault", "a"), claim, named("shop", "a"), false],
    ["perhaps, where the name is not known", endpoint, { path: "a" }, endpoint, { path: unknownMark }, "not known"],
    [
      "not where another name decides",
      role,
      { backend: "a", roleName: "b" },
      role,
      { backend: unknownMark, roleName: "c" },
      false,
    ],
    [
      "as a write and as a resource of its own",
      endpoint,
      { path: "sys/policies/acl/ci" },
      policy,
      { name: "ci" },
      true,
    ],
    ["by a path and its older one", endpoint, { path: "/sys/policy/ci/" }, policy, { name: "ci" }, true],
    ["not as a write to another path", endpoint, { path: "sys/policies/acl/ops" }, policy, { name: "ci" }, false],
    [
      "by a backend that is the default",
      endpoint,
      { path: "auth/kubernetes/role/api" },
      kubernetesRole,
      { roleName: "api" },
      true,
    ],
    ["by a path that is the type", audit, { type: "file" }, endpoint, { path: "sys/audit/file" }, true],
    ["by where it is mounted", mount, { path: "kv/" }, endpoint, { path: "sys/mounts/kv" }, true],
    ["not in another namespace of Vault", policy, { name: "ci" }, policy, { name: "ci", namespace: "team" }, false],
    [
      "by a namespace that a path begins with",
      endpoint,
      { path: "team/sys/policies/acl/ci" },
      policy,
      { name: "ci", namespace: "team/" },
      true,
    ],
    [
      "perhaps, where the namespace is not known",
      policy,
      { name: "ci" },
      policy,
      { name: "ci", namespace: unknownMark },
      "not known",
    ],
    [
      "perhaps, where the name of a plugin without a version is not known",
      endpoint,
      { path: "sys/plugins/catalog/auth/kerberos" },
      "vault:index/plugin:Plugin",
      { type: "auth", name: unknownMark },
      "not known",
    ],
    ["by the name of a team", team, { team: "devs" }, team, { team: "devs", backend: "github" }, true],
    ["not by a backend alone", ldapGroup, { groupname: "devs" }, ldapGroup, { groupname: "ops" }, false],
    [
      "by the name and the mount of an alias",
      alias,
      { name: "devs", mountAccessor: "oidc_1", canonicalId: "a" },
      alias,
      { name: "devs", mountAccessor: "oidc_1", canonicalId: "b" },
      true,
    ],
    [
      "not by the name of an alias on another mount",
      alias,
      { name: "devs", mountAccessor: "oidc_1" },
      alias,
      { name: "devs", mountAccessor: "ldap_1" },
      false,
    ],
    ["never where each is a new one", secretId, { roleName: "ci" }, secretId, { roleName: "ci" }, false],
    [
      "never as certificates of one role",
      certificate,
      { backend: "pki", name: "web", commonName: "a" },
      certificate,
      { backend: "pki", name: "web", commonName: "a" },
      false,
    ],
    [
      "never where no deletion reaches Vault",
      kubernetesConfig,
      { backend: "kubernetes" },
      kubernetesConfig,
      { backend: "kubernetes" },
      false,
    ],
    ["as all policies of a group", groupPolicies, given(["a"]), groupPolicies, given(["b"]), true],
    [
      "as a policy that both give a group",
      groupPolicies,
      given(["a", "b"], false),
      groupPolicies,
      given(["b"], false),
      true,
    ],
    ["not as two policies of a group", groupPolicies, given(["a"], false), groupPolicies, given(["b"], false), false],
    [
      "perhaps, where the policies of a group are not known",
      groupPolicies,
      given(["a"], false),
      groupPolicies,
      given(unknownMark, false),
      "not known",
    ],
    [
      "perhaps, where a write goes to what is not known",
      policy,
      { name: "ci" },
      endpoint,
      { path: unknownMark },
      "not known",
    ],
    [
      "perhaps, where the name in a path is not known",
      endpoint,
      { path: "sys/policies/acl/ci" },
      policy,
      { name: unknownMark },
      "not known",
    ],
    [
      "not in another part of Vault, whatever its name",
      endpoint,
      { path: "auth/approle/role/ci" },
      policy,
      { name: unknownMark },
      false,
    ],
    ["not where neither name is known, elsewhere", role, { roleName: unknownMark }, team, { team: unknownMark }, false],
  ])("%s", (_, type, props, otherType, otherProps, expected) => {
    const same = isSameObject(resource(type, props), resource(otherType, otherProps));
    expect(isOpen(same) ? "not known" : same).toBe(expected);
  });
});

function named(namespace: string, name: string): object {
  return { metadata: { namespace, name } };
}

function given(policies: unknown, exclusive = true): object {
  return { groupId: "group", policies, exclusive };
}
