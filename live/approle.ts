import { list, readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { wrappedAnswer, type Wrapped } from "./wrapping";

/** The roles of an AppRole mount, by name. @param mount without `auth/` */
export function appRoleNames(client: VaultClient, mount: string): Promise<readonly string[]> {
  return list(client, `auth/${mount}/role`);
}

export interface SecretIdRequest {
  readonly role: string;
  /** Life of the wrapping token, in Vault's form: `5m`. */
  readonly wrapTtl: string;
  /** Networks that the secret-id may be used from, within those of the role; none means the role's. */
  readonly cidrs: readonly string[];
  /** Shown in the audit log and in the tokens that the secret-id logs in to. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Makes a new secret-id that only the first one to unwrap it will see: this process does not.
 * @throws Refusal where Vault answers with anything but a wrapping token
 */
export async function issueSecretId(
  client: VaultClient,
  mount: string,
  { role, wrapTtl, cidrs, metadata }: SecretIdRequest,
): Promise<Wrapped> {
  const path = `auth/${mount}/role/${role}/secret-id`;
  const body = {
    ...(cidrs.length === 0 ? {} : { cidr_list: cidrs }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata: JSON.stringify(metadata) }),
  };
  return readAnswer(wrappedAnswer, await client.request("POST", path, body, { wrapTtl }), path).wrap_info;
}
