import { LdapAuth } from "../../../modules/auth/ldap";
import type { LdapAuthArgs } from "../../../modules/auth/ldap-args";
import { createAuthority } from "../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

const minimal: LdapAuthArgs = {
  path: "directory",
  urls: ["ldaps://LDAP.example.com"],
  userDn: "ou=people,dc=example,dc=com",
};

const config = {
  url: "ldaps://ldap.example.com",
  userattr: "cn",
  starttls: false,
  insecure_tls: false,
  tls_min_version: "tls12",
  tls_max_version: "tls13",
  certificate: "",
  userdn: "ou=people,dc=example,dc=com",
  userfilter: "({{.UserAttr}}={{.Username}})",
  binddn: "",
  discoverdn: false,
  upndomain: "",
  groupdn: "",
  groupfilter: "(|(memberUid={{.Username}})(member={{.UserDN}})(uniqueMember={{.UserDN}}))",
  groupattr: "cn",
  deny_null_bind: true,
  case_sensitive_names: false,
  username_as_alias: false,
  token_policies: [],
  token_ttl: 3600,
  token_max_ttl: 28800,
};

const component = (settings: object) => ({
  id: "strongroom:auth:LdapAuth::staff",
  inputs: { path: "directory", config: settings },
});
const mountId = "vault:index/authBackend:AuthBackend::directory";

/** In the order in which the provider writes it. */
function written(settings: object): unknown {
  const sorted = Object.fromEntries(Object.entries(settings).sort(([left], [right]) => (left < right ? -1 : 1)));
  return writtenTo("auth/directory/config", mountId, component({}).id, sorted);
}

const others: unknown[] = [
  expect.objectContaining({ id: "vault:generic/endpoint:Endpoint::sys/auth/directory/tune" }),
  expect.objectContaining({ id: mountId, protect: true }),
];

describe("the LDAP method", () => {
  it("logs in as the person, over TLS that is checked, and gives nobody anything", async () => {
    expect(await registrationsOf(() => new LdapAuth("staff", minimal))).toEqual([
      component(config),
      written(config),
      ...others,
    ]);
  });

  it("has what is given; a search by bindDn is one before its password is known, too", async () => {
    const { certificate } = await createAuthority(new Date());
    const args: LdapAuthArgs = {
      ...minimal,
      urls: ["ldap://b.example.com", "ldaps://a.example.com"],
      startTls: true,
      caCertificate: `${certificate}\n`,
      userAttr: "sAMAccountName",
      userFilter: "(&({{.UserAttr}}={{.Username}})(!(disabled=TRUE)))",
      bindDn: "cn=vault,dc=example,dc=com",
      groupDn: "ou=groups,dc=example,dc=com",
      groupFilter: "(member={{.UserDN}})",
      groupAttr: "name",
      groups: [{ name: "Operators", policies: ["b", "a"] }],
      tokenTtl: 60,
      tokenMaxTtl: 120,
    };
    const given = {
      ...config,
      url: "ldap://b.example.com,ldaps://a.example.com",
      userattr: "samaccountname",
      starttls: true,
      certificate,
      userfilter: "(&({{.UserAttr}}={{.Username}})(!(disabled=TRUE)))",
      binddn: "cn=vault,dc=example,dc=com",
      discoverdn: true,
      groupdn: "ou=groups,dc=example,dc=com",
      groupfilter: "(member={{.UserDN}})",
      groupattr: "name",
      token_ttl: 60,
      token_max_ttl: 120,
    };
    expect(await registrationsOf(() => new LdapAuth("staff", args))).toEqual([
      component(given),
      written(given),
      ...others,
      {
        id: "vault:ldap/authBackendGroup:AuthBackendGroup::directory/Operators",
        inputs: { backend: "directory", groupname: "Operators", policies: ["a", "b"] },
        parent: component({}).id,
        dependsOn: [mountId],
        deletedWith: mountId,
      },
    ]);
  });

  it("is refused with everything that would show passwords, find people in two ways or overlook a filter", () => {
    const subject = 'auth method "directory"';
    const url = {
      must: "be an address such as ldaps://ldap.example.com",
      fix: "start with ldaps://, or set startTls: else people's passwords would be on the network; bindDn says who Vault searches as",
    };
    expect(
      refusedFor(
        () =>
          new LdapAuth("staff", {
            ...minimal,
            urls: ["ldap://a.example.com", "https://b.example.com", "ldaps://c,ldap://d", "ldaps://vault:CANARY@e"],
            userDn: "",
            anonymousSearch: true,
            upnDomain: "example.com",
            groups: [{ name: "a", policies: [] }],
          }),
      ),
    ).toEqual([
      { subject, path: "urls[0]", found: "one that starts with ldap:", ...url },
      { subject, path: "urls[1]", found: "one that starts with https:", ...url },
      { subject, path: "urls[2]", found: "one with a comma", ...url },
      { subject, path: "urls[3]", found: "one with a user", ...url },
      { subject, path: "userDn", must: "say where people are", found: "nothing" },
      {
        subject,
        must: "find people in one way: by bindDn, anonymousSearch or upnDomain, or by userDn alone",
        found: "anonymousSearch and upnDomain",
      },
      { subject: `group "a" of ${subject}`, path: "policies", must: "name at least one policy", found: "none" },
    ]);
    expect(refusedFor(() => new LdapAuth("staff", { ...minimal, urls: [], userFilter: "(a=b)" }))).toEqual([
      { subject, path: "urls", must: "name at least one server", found: "none" },
      {
        subject,
        path: "userFilter",
        must: "be applied, and Vault applies it only to a search",
        found: "no bindDn or anonymousSearch",
        fix: "let Vault search, or leave the filter out",
      },
    ]);
  });
});
