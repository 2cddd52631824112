/** A request to which Vault said no. */
export interface RefusedRequest {
  readonly method: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly status: number;
  /** Vault's own words. */
  readonly message: string;
}

/** How the Vault provider quotes Vault (vault/api, ResponseError.Error). */
const quoted = /URL: ([A-Z]+) \S+?\/v1\/(\S*)\s+Code: (\d{3})\. (?:Errors:|Raw Message:)([\s\S]*)/;

/** The request that a provider's message is about; undefined where it is about none. */
export function refusedRequest(message: string): RefusedRequest | undefined {
  const [, method, path, status, rest = ""] = quoted.exec(message) ?? [];
  if (method === undefined || path === undefined || status === undefined) return undefined;
  return { method, path, status: Number(status), message: errorsIn(rest) };
}

/** `auth/<mount>/login` and `auth/<mount>/login/<name>`; not what is called `login` among a method's roles, users and the like. */
const login = /^auth\/[^/]+\/(?:(?!(?:roles?|users?|groups?|certs|map)\/)[^/]+\/)*login(?:\/[^/]+)?$/;

/** Whether it is the provider's own login, which is about the deployer and not about any declaration. */
export function isDeployerLogin({ path }: Pick<RefusedRequest, "path">): boolean {
  return login.test(path);
}

/** Vault's errors stand behind asterisks, some in lists of their own; the provider's name comes after them. */
function errorsIn(text: string): string {
  const lines = text
    .replace(/: provider=vault@\S+\s*$/, "")
    .split("\n")
    .map((line) => line.replace(/^[\s*]+/, "").trim());
  return lines.filter((line) => line !== "" && !/^\d+ errors? occurred:$/.test(line)).join("\n");
}
