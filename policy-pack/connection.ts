import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Place } from "../model/place";
import { input, type Resource } from "../model/resource";
import { asText } from "../model/scalars";
import { readSecret, secret, type Secret } from "../model/secret";
import { isAbsent, isFields, known, unknown, type Unknown, type Value } from "../model/value";
import { codeOf, lookupSelf } from "./lookup-self";
import type { Login } from "./rule";
import type { TokenOrigin } from "./token-origin";

/** What of a process's surroundings decides how a provider reaches Vault. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export function ownSurroundings(): Surroundings {
  return { environment: process.env, home: homedir() };
}

/**
 * The one place where the pack looks beyond the program: a default provider shows rules nothing but its version, and a root
 * token looks like any other, so Vault is asked once what the token may do (two seconds at most). The token itself stays here.
 */
export async function loginOf(provider: Resource, { environment, home }: Surroundings): Promise<Login> {
  const place = input(provider, "token").place;
  // With a login method the provider takes no token, wherever one stands (terraform-provider-vault, internal/provider/meta.go).
  const token = hasLoginMethod(provider) ? undefined : tokenOf(provider, environment, home);
  if (token === undefined) return { provider };
  const login = (policies: Value<readonly string[]>): Login => ({ provider, token: { from: token.from, policies } });
  const address = addressOf(provider, environment);
  if (token.value.kind === "unknown") return login(unknown(`belongs to a token that ${token.value.why}`, place));
  if (address.kind !== "known") return login(unknown("only a Vault whose address is not known can tell", place));
  const namespace = asText(input(provider, "namespace"));
  const answer = await lookupOnce(token.value, {
    address: address.value,
    namespace: (namespace.kind === "known" ? namespace.value : undefined) ?? environment["VAULT_NAMESPACE"],
    caCertFile: textOr(input(provider, "caCertFile"), environment["VAULT_CACERT"]),
    serverName: textOr(input(provider, "tlsServerName"), environment["VAULT_TLS_SERVER_NAME"]),
  });
  return login(
    typeof answer === "string"
      ? unknown(`Vault was asked about without an answer: ${answer}`, place)
      : known(answer, place),
  );
}

export type Question = Parameters<typeof lookupSelf>[1];

/** Whether the provider logs in by a method (`authLoginJwt` ...) rather than with a token. */
export function hasLoginMethod(provider: Resource): boolean {
  if (provider.inputs.kind !== "known" || !isFields(provider.inputs.value)) return false;
  return [...provider.inputs.value].some(([name, value]) => name.startsWith("authLogin") && !isAbsent(value));
}

interface FoundToken {
  readonly value: Secret | Unknown;
  readonly from: TokenOrigin;
}

/** The provider's own order: its argument, VAULT_TOKEN, then the file that `vault login` writes. */
function tokenOf(provider: Resource, environment: Surroundings["environment"], home: string): FoundToken | undefined {
  const argument = asText(input(provider, "token"));
  if (argument.kind === "unknown") return { value: argument, from: "the token argument" };
  if (argument.kind === "secret" && !argument.isEmpty()) return { value: argument, from: "the token argument" };
  const inEnvironment = environment["VAULT_TOKEN"];
  if (inEnvironment !== undefined && inEnvironment !== "") {
    return { value: secret(inEnvironment, argument.place), from: "VAULT_TOKEN" };
  }
  return tokenInFile(home, argument.place);
}

function tokenInFile(home: string, place: Place): FoundToken | undefined {
  const from = "~/.vault-token";
  try {
    const text = readFileSync(path.join(home, ".vault-token"), "utf8").trim();
    return text === "" ? undefined : { value: secret(text, place), from };
  } catch (error) {
    const isMissing = codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
    return isMissing ? undefined : { value: unknown("stands in a file that cannot be read", place), from };
  }
}

function addressOf(provider: Resource, environment: Surroundings["environment"]): Value<string> {
  const argument = asText(input(provider, "address"));
  if (argument.kind !== "known") return argument;
  // The last is the default of Vault's client (api/client.go).
  return known(argument.value ?? environment["VAULT_ADDR"] ?? "https://127.0.0.1:8200", argument.place);
}

function textOr(value: Value, otherwise: string | undefined): string | undefined {
  const text = asText(value);
  return text.kind === "known" && text.value !== undefined && text.value !== "" ? text.value : otherwise;
}

const answers = new Map<string, ReturnType<typeof lookupSelf>>();

function lookupOnce(token: Secret, question: Question): ReturnType<typeof lookupSelf> {
  return readSecret(token, (text) => {
    const key = JSON.stringify([text, question]);
    const answer = answers.get(key) ?? lookupSelf(text, question);
    answers.set(key, answer);
    return answer;
  });
}
