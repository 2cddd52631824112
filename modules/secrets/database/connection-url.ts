/** What a connection URL fails to be, without the text of what could be a password. */
export interface UrlProblem {
  readonly must: string;
  readonly found?: string;
  readonly fix: string;
}

const example = "postgresql://{{username}}:{{password}}@db.example.com:5432/shop?sslmode=verify-full";

/** Everything that is wrong with a PostgreSQL connection URL. */
export function connectionUrlProblems(url: string): readonly UrlProblem[] {
  const [, rest] = /^postgres(?:ql)?:\/\/\{\{username\}\}:\{\{password\}\}@(.+)$/s.exec(url) ?? [];
  if (rest === undefined) {
    return [
      {
        must: "start with postgresql://{{username}}:{{password}}@, which Vault fills in",
        fix: `write it like ${example}`,
      },
    ];
  }
  const queryStart = rest.indexOf("?");
  const address = queryStart === -1 ? rest : rest.slice(0, queryStart);
  const query = new URLSearchParams(queryStart === -1 ? "" : rest.slice(queryStart + 1));
  return [...addressProblems(address), ...sslModeProblems(query), ...credentialProblems(query)];
}

function addressProblems(address: string): UrlProblem[] {
  return /^[^/@\s]+(?:\/[^/@\s]*)?$/.test(address)
    ? []
    : [{ must: "name one host and one database after the @", fix: `write it like ${example}` }];
}

function sslModeProblems(query: URLSearchParams): UrlProblem[] {
  const modes = query.getAll("sslmode");
  if (modes.length === 1 && modes[0] === "verify-full") return [];
  return [
    {
      must: "have sslmode=verify-full, so that Vault gives its password to nobody but that server",
      found:
        modes.length === 0
          ? "no sslmode, which falls back to plaintext"
          : modes.map((mode) => `sslmode=${mode}`).join(" and "),
      fix: "add ?sslmode=verify-full, and declare caCertificate where the CA is your own",
    },
  ];
}

/** Parameters that the driver prefers to what stands before the @. */
function credentialProblems(query: URLSearchParams): UrlProblem[] {
  return ["user", "password", "sslpassword", "passfile"]
    .filter((name) => query.has(name))
    .map((name) => ({ must: `not have the parameter ${name}`, fix: `remove it: Vault keeps the credential` }));
}
