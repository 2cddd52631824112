import type { Method, VaultClient } from "../../live/client";
import { readVault } from "../../live/read-vault";
import { VaultRefusal } from "../../live/refusal";
import { textOf } from "../../model/scalars";
import { field } from "../../model/value";

/** A client of a Vault that answers with these, and with 404 or 405 to everything else, as Vault does. */
function clientOf(answers: Readonly<Record<string, object>>, otherwise = 404): VaultClient {
  const address = "https://vault.example.com:8200";
  const request = (method: Method, path: string): Promise<unknown> => {
    if (path === "sys/health")
      return Promise.resolve({ initialized: true, sealed: false, standby: false, version: "2.1.2" });
    const data = answers[`${method} ${path}`];
    if (data !== undefined) return Promise.resolve({ data });
    return Promise.reject(new VaultRefusal({ address, method, path, status: otherwise, errors: [] }));
  };
  const client: VaultClient = {
    address,
    request,
    withToken: () => client,
    close: () => Promise.resolve(),
  };
  return client;
}

const ldap = { "GET sys/auth": { "ldap/": { type: "ldap" } } };
const groups = "LIST auth/ldap/groups";

test("names with slashes in them are read as well", async () => {
  const client = clientOf({
    ...ldap,
    [groups]: { keys: ["a/", "c"] },
    [`${groups}/a`]: { keys: ["b", "d/"] },
    [`${groups}/a/d`]: { keys: ["e"] },
    "GET auth/ldap/groups/a/b": { policies: "x" },
    "GET auth/ldap/groups/a/d/e": { policies: "x" },
    "GET auth/ldap/groups/c": { policies: "x" },
  });
  const { resources, unread } = await readVault(client, { address: client.address });
  expect(resources.map(({ name }) => name).filter((name) => name.includes("groups"))).toEqual([
    "auth/ldap/groups/a/b",
    "auth/ldap/groups/a/d/e",
    "auth/ldap/groups/c",
  ]);
  expect(unread).toEqual([]);
});

test("what Vault does not list below such a name is said", async () => {
  const client = clientOf({ ...ldap, [groups]: { keys: ["a/"] } });
  const { unread } = await readVault(client, { address: client.address });
  expect(unread).toMatchObject([
    { path: "LIST auth/ldap/groups/a", must: "list the names that begin with this", found: "none" },
  ]);
});

test("a server says its version where nothing of its configuration may be read", async () => {
  const client = clientOf({}, 403);
  const { resources, unread } = await readVault(client, { address: client.address });
  expect(resources.map(({ type, inputs }) => [type, textOf(field(inputs, "version"))])).toEqual([
    ["strongroom:live:Server", "2.1.2"],
  ]);
  expect(unread.map(({ path }) => path)).toContain("GET sys/config/state/sanitized");
});
