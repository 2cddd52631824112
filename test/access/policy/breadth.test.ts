import fc from "fast-check";
import { coveredBelow, coveredBy, covers, rootPartBelow, rootPartOf } from "../../../access/policy/breadth";
import { patternOf } from "../../../access/policy/pattern";
import type { Pattern } from "../../../access/policy/policy";
import { reaches } from "../../../access/policy/segments";

function breadthOf(path: string): string | undefined {
  return coveredBy(read(path));
}

function rootPartIn(path: string): string | undefined {
  return rootPartOf(read(path));
}

function read(path: string): Pattern {
  const pattern = patternOf(path);
  if (pattern === undefined) throw new Error(`Vault would refuse ${path}`);
  return pattern;
}

test.each([
  ["*", "everything"],
  ["/*", "everything"],
  ["+", "everything"],
  ["+/*", "everything"],
  ["+/+", "everything"],
  ["+/+/+/*", "everything"],
  ["sys/*", "all of sys"],
  ["sys*", "all of sys"],
  ["s*", "all of sys"],
  ["sys/+", "all of sys"],
  ["sys/+/*", "all of sys"],
  ["auth/*", "all of auth"],
  ["auth/+/*", "all of auth"],
  ["auth/+", "all of auth"],
  ["identity/*", "all of identity"],
  ["auth/approle/*", "all of the method approle"],
  ["auth/app*", "all of a method"],
  ["auth/approle/+/+", "all of the method approle"],
  ["secret/*", "all of the mount secret"],
  ["secret*", "all of a mount"],
  ["secret/+", "all of the mount secret"],
  ["secret/+/*", "all of the mount secret"],
  ["{{identity.entity.name}}/*", "all of any mount"],
  ["secret/data/*", "all secrets of the mount secret"],
  ["secret/d*", "all secrets of the mount secret"],
  ["secret/metadata/+", "all secrets of the mount secret"],
  ["+/data/*", "all secrets of any mount"],
  ["+/sys/*", "all of sys of any namespace"],
  ["+/s*", "all of sys of any namespace"],
  ["+/auth/*", "all of auth of any namespace"],
  ["+/identity/+", "all of identity of any namespace"],
  ["+/team/auth/approle/*", "all of the method approle of any namespace"],
])("%j covers %s", (path, expected) => expect(breadthOf(path)).toBe(expected));

test.each([
  "sys",
  "secret",
  "sys/policies/acl/*",
  "sys/a*",
  "auth/approle/role/*",
  "auth/+/role/*",
  "auth/token/create",
  "identity/entity/*",
  "cubbyhole/*",
  "secret/data/app/*",
  "secret/data/app*",
  "secret/+/app/*",
  "secret/app/*",
  "secret/data/{{identity.entity.id}}/*",
  "pki/issue/*",
  "admin/sys/*",
  "+/secret/sys/leases/lookup/*",
  "+/data/auth/*",
  "+/auth/approle/role/*",
  "+/sys/health",
  "sys/mounts/auth/*",
])("%j is about something inside", (path) => expect(breadthOf(path)).toBeUndefined());

test.each([
  ["sys/policies/acl/*", "sys/policies/acl"],
  ["sys/policies/*", "sys/policies/acl"],
  ["sys/pol*", "sys/policies/acl"],
  ["sys/policy/+", "sys/policy"],
  ["sys/raw/*", "sys/raw"],
  ["sys/auth/*", "sys/auth"],
  ["sys/mount*", "sys/mounts"],
  ["identity/group/*", "identity/group"],
  ["identity/group/name/+", "identity/group/name"],
  ["identity/entity*", "identity/entity"],
  ["identity/entity-alias/id/*", "identity/entity-alias/id"],
  ["auth/+/role/*", "auth/+/role"],
  ["auth/+/users/+", "auth/+/users"],
  ["+/sys/policies/acl/*", "sys/policies/acl of any namespace"],
  ["+/team/identity/group/id/+", "identity/group/id of any namespace"],
  ["+/auth/+/role/*", "auth/+/role of any namespace"],
])("who writes to all of %j is root, by %s", (path, expected) => expect(rootPartIn(path)).toBe(expected));

test.each([
  "sys/policies/acl/app-*",
  "sys/policies/password/*",
  "sys/auth/approle/tune",
  "sys/mounts/auth/*",
  "sys/raw",
  "sys/b*",
  "auth/+/role/app",
  "auth/+/login",
  "identity/entity/id/{{identity.entity.id}}",
  "identity/oidc/*",
])("who writes to %j is not root by that alone", (path) => expect(rootPartIn(path)).toBeUndefined());

test.each([
  ["team/kv/*", "team/kv", true],
  ["team/k*", "team/kv", true],
  ["team/+/*", "team/kv", true],
  ["team/kv/app/*", "team/kv", false],
  ["team/kv", "team/kv", false],
])("that %j covers what is below %j is %j", (path, mount, expected) => {
  const pattern = patternOf(path);
  expect(pattern !== undefined && covers(pattern, mount)).toBe(expected);
});

describe("a pattern for a namespace of a certain name", () => {
  const below = (path: string, namespaces: string[], mounts: string[]) => {
    const neighbours = { namespaces, mounts };
    return coveredBelow(read(path), neighbours) ?? rootPartBelow(read(path), neighbours);
  };

  test.each([
    ["admin/sys/*", "all of sys of the namespace admin"],
    ["admin/s*", "all of sys of the namespace admin"],
    ["admin/auth/*", "all of auth of the namespace admin"],
    ["admin/team/identity/*", "all of identity of the namespace admin/team"],
    ["admin/sys/policies/acl/*", "sys/policies/acl of the namespace admin"],
    ["apps/sys/*", "all of sys of the namespace apps"],
    ["apps/+/sys/mounts/*", "sys/mounts of the namespace apps/+"],
    ["apps/auth/+/role/*", "auth/+/role of the namespace apps"],
    ["apps/identity/group/id/*", "identity/group/id of the namespace apps"],
  ])("%j is one by its form, and covers %s", (path, expected) => expect(below(path, [], ["kv"])).toBe(expected));

  test.each([
    "apps/s*",
    "apps/auth/*",
    "apps/auth/ldap/*",
    "apps/identity/*",
    "apps/data/sys/*",
    "apps/sys-x/*",
    "apps/system*",
    "admin/team/*",
    "secret/sys/*",
    "secret/auth/+/role/*",
    "kv/identity/group/*",
    "kv-v1/sys/mounts/*",
    "admin/sys/health",
    "+/sys/*",
  ])("%j can be about something else, or about little", (path) => expect(below(path, [], [])).toBeUndefined());

  test.each([
    ["admin/sys/*", "admin"],
    ["apps/sys/policies/acl/*", "apps"],
    ["apps/sys/*", "apps/sys"],
    ["apps/+/sys/*", "apps/store"],
  ])("%j speaks of the engine that a stack has at %j", (path, mount) => {
    expect(below(path, [], [mount])).toBeUndefined();
  });

  test.each([
    ["apps/auth/*", "all of auth of the namespace apps"],
    ["apps/identity/*", "all of identity of the namespace apps"],
    ["apps/auth/ldap/*", "all of the method ldap of the namespace apps"],
    ["apps/secret/data/*", "all secrets of the mount secret of the namespace apps"],
    ["apps/web/secret/*", "all of the mount secret of the namespace apps/web"],
    ["apps/web/sys/*", "all of sys of the namespace apps/web"],
    ["kv/auth/*", "all of auth of the namespace kv"],
    ["apps/secret/data/web/*", undefined],
    ["app/auth/*", undefined],
  ])("%j where the stack has the namespace", (path, expected) => {
    expect(below(path, ["apps", "apps/web", "kv"], ["apps-store"])).toBe(expected);
  });
});

test("what a pattern covers, a shorter one before a * covers as well", () => {
  const segment = fc.constantFrom("sys", "auth", "secret", "data", "a", "+");
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.nat(4), (segments, length) => {
      const [whole, shorter] = [segments, segments.slice(0, length)].map((each) => patternOf([...each, "*"].join("/")));
      return (
        whole === undefined ||
        shorter === undefined ||
        coveredBy(whole) === undefined ||
        // Cut off above sys or auth, +/a/* no longer says that it is about namespaces.
        /any namespace$/u.test(coveredBy(whole) ?? "") ||
        coveredBy(shorter) !== undefined
      );
    }),
  );
});

test.each([
  ["secret/data/app", "secret", true],
  ["secret", "secret", true],
  ["sec*", "secret", true],
  ["*", "auth/approle", true],
  ["auth/*", "auth/approle", true],
  ["auth", "auth/approle", false],
  ["+/data/app", "secret", true],
  ["auth/+/role/x", "auth/approle", true],
  ["{{identity.entity.name}}/app", "secret", true],
  ["{{identity.entity.name}}*", "secret", true],
  ["secret/app", "secret/data", false],
  ["secret/d*", "secret/data", true],
  ["secret/+/app", "secret/data", true],
  ["kv/app", "secret", false],
  ["secrets/app", "secret", false],
])("that %j can match something in %j is %j", (path, mount, expected) => {
  const pattern = patternOf(path);
  expect(pattern !== undefined && reaches(pattern, mount)).toBe(expected);
});
