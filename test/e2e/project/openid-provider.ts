/** A real OpenID provider: Vault's own (identity/oidc), in the same server as the method under test. */
import { randomBytes } from "node:crypto";
import type { VaultClient } from "../../../live/client";
import { loginUserpass, type Login } from "../../../live/token";
import type { TestProject } from "./project";
import { asDeployer, withVault } from "./vault";

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Data<Fields> {
  readonly data: Fields;
}

/** Makes a provider that tells of a person's groups, and a client of it that may send browsers back to these addresses. */
export function createOpenIdProvider(project: TestProject, redirectUris: readonly string[]): Promise<OpenIdProvider> {
  return asDeployer(project, async (client) => {
    const template = Buffer.from('{"groups": {{identity.entity.groups.names}}}').toString("base64");
    await client.request("POST", "identity/oidc/scope/groups", { template });
    await client.request("POST", "identity/oidc/client/vault", {
      redirect_uris: redirectUris,
      assignments: ["allow_all"],
    });
    const provider = { scopes_supported: ["groups"], allowed_client_ids: ["*"] };
    await client.request("POST", "identity/oidc/provider/company", provider);
    const { data } = (await client.request("GET", "identity/oidc/client/vault")) as Data<{
      client_id: string;
      client_secret: string;
    }>;
    const issuer = `${project.address}/v1/identity/oidc/provider/company`;
    return { issuer, clientId: data.client_id, clientSecret: data.client_secret };
  });
}

/** A person at the provider, in one group of it. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

export async function createPerson(project: TestProject, username: string, group: string): Promise<Person> {
  const person = { username, password: randomBytes(18).toString("base64url") };
  await asDeployer(project, (client) => client.request("POST", `auth/userpass/users/${username}`, person));
  const { data } = await asPerson(
    project,
    person,
    async (client, { token }) =>
      (await client.request("GET", "auth/token/lookup-self", undefined, { token })) as Data<{ entity_id: string }>,
  );
  await asDeployer(project, (client) =>
    client.request("POST", "identity/group", { name: group, member_entity_ids: [data.entity_id] }),
  );
  return person;
}

/**
 * What `vault login -method=oidc` and a person's browser do: ask Vault where to go, log in at the provider, and come back with its code.
 * @returns Vault's answer to the login. @throws Refusal where it lets nobody in
 */
export function loginOidc(
  project: TestProject,
  person: Person,
  request: {
    readonly role: string;
    readonly redirectUri: string;
    readonly comesBackWith?: Readonly<Record<string, string>>;
  },
): Promise<unknown> {
  return asPerson(project, person, async (client, { token }) => {
    const clientNonce = randomBytes(20).toString("hex");
    const asked = { role: request.role, redirect_uri: request.redirectUri, client_nonce: clientNonce };
    const { data } = (await client.request("POST", "auth/people/oidc/auth_url", asked)) as Data<{ auth_url: string }>;
    if (data.auth_url === "") throw new Error("Vault has no address to go to");
    // The provider's page asks its own API, as whoever is logged in there.
    const { pathname, searchParams } = new URL(data.auth_url);
    const path = pathname.replace(/^\/ui\/vault\//, "");
    const query = Object.fromEntries(searchParams);
    const { code, state } = (await client.request("GET", path, undefined, { query, token })) as Record<string, string>;
    return client.request("GET", "auth/people/oidc/callback", undefined, {
      query: { code: code ?? "", state: state ?? "", client_nonce: clientNonce, ...request.comesBackWith },
    });
  });
}

function asPerson<Result>(
  project: TestProject,
  { username, password }: Person,
  work: (client: VaultClient, login: Login) => Promise<Result>,
): Promise<Result> {
  return withVault(project, async (client) =>
    work(client, await loginUserpass(client, { mount: "userpass", username, password })),
  );
}
