import { readFile } from "node:fs/promises";
import { types } from "node:util";
import { Agent, request as send } from "undici";
import { Refusal } from "../problem/problem";
import { VaultRefusal, withoutSecrets } from "./refusal";

export interface VaultConnection {
  /** `https://127.0.0.1:8210`, without a path. */
  readonly address: string;
  /** PEM file of the CA that signed the server's certificate; without it, the machine's own CAs. */
  readonly caFile?: string;
  /** Ends every request that is under way. */
  readonly signal?: AbortSignal;
  /** How long one request may take, in milliseconds; 30 seconds if not given. */
  readonly timeout?: number;
}

export type Method = "GET" | "LIST" | "POST" | "PUT" | "DELETE";

export interface RequestOptions {
  readonly token?: string;
  /** Ask for a wrapped answer that lives this long, in Vault's form: `5m`. */
  readonly wrapTtl?: string;
  readonly namespace?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent although the connection's signal is aborted: for what has to be undone. */
  readonly evenIfAborted?: boolean;
}

/** One Vault, asked over its HTTP API. Holds no token: each request brings its own, or `withToken` adds one. */
export interface VaultClient {
  readonly address: string;
  /**
   * Vault's answer as it came (`undefined` where it has no body). `path` is without `/v1/`.
   * @throws VaultRefusal where Vault says no; Refusal where it cannot be reached in time.
   */
  request(method: Method, path: string, body?: object, options?: RequestOptions): Promise<unknown>;
  /** The same Vault and connections, with this token wherever a request brings none. */
  withToken(token: string): VaultClient;
  close(): Promise<void>;
}

/** @throws Refusal if the CA file cannot be read. Nothing is sent yet. */
export async function openVault(connection: VaultConnection): Promise<VaultClient> {
  const ca = connection.caFile === undefined ? undefined : await readCa(connection.caFile);
  const dispatcher = new Agent({ connect: { ...(ca === undefined ? {} : { ca }), timeout: 5_000 } });
  return clientOver(dispatcher, connection, undefined);
}

function clientOver(dispatcher: Agent, connection: VaultConnection, ownToken: string | undefined): VaultClient {
  const address = connection.address.replace(/\/+$/, "");
  return {
    address,
    withToken: (token) => clientOver(dispatcher, connection, token),
    close: () => dispatcher.destroy(),
    async request(method, path, body, options = {}) {
      const token = options.token ?? ownToken;
      const patience = connection.timeout ?? 30_000;
      const timeout = AbortSignal.timeout(patience);
      const interrupt = options.evenIfAborted === true ? undefined : connection.signal;
      const signal = interrupt === undefined ? timeout : AbortSignal.any([interrupt, timeout]);
      const query = options.query === undefined ? "" : `?${new URLSearchParams(options.query).toString()}`;
      let status: number;
      let text: string;
      try {
        const answer = await send(`${address}/v1/${encodePath(path)}${query}`, {
          method,
          dispatcher,
          signal,
          headers: requestHeaders(token, options),
          body: body === undefined ? null : JSON.stringify(body),
        });
        status = answer.statusCode;
        text = await answer.body.text();
      } catch (error) {
        interrupt?.throwIfAborted();
        const reason: unknown = timeout.aborted ? `nothing within ${patience / 1000} s` : error;
        throw unreachable(address, method, path, reason);
      }
      const answer = parseAnswer(text);
      if (status < 200 || status > 299) {
        const errors = withoutSecrets(errorsOf(answer), body, token);
        throw new VaultRefusal({ address, method, path, status, errors });
      }
      return answer;
    },
  };
}

function requestHeaders(token: string | undefined, options: RequestOptions): Record<string, string> {
  return {
    // Agents and proxies of Vault demand this header against forged requests (Vault documentation, HTTP API).
    "x-vault-request": "true",
    "content-type": "application/json",
    ...(token === undefined ? {} : { "x-vault-token": token }),
    ...(options.wrapTtl === undefined ? {} : { "x-vault-wrap-ttl": options.wrapTtl }),
    ...(options.namespace === undefined ? {} : { "x-vault-namespace": options.namespace }),
  };
}

/** A name from outside may hold anything: each segment is encoded, and none may climb. */
function encodePath(path: string): string {
  const segments = path.split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) {
    throw new Refusal([{ subject: `vault path ${path}`, must: 'have no "." or ".." segment' }]);
  }
  return segments.map(encodeURIComponent).join("/");
}

function parseAnswer(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not Vault's form, so a proxy's page or another server: the status says enough, and the text could hold anything.
    return undefined;
  }
}

function errorsOf(answer: unknown): readonly string[] {
  if (typeof answer !== "object" || answer === null || !("errors" in answer) || !Array.isArray(answer.errors))
    return [];
  return answer.errors.filter((error): error is string => typeof error === "string");
}

/** Of OpenSSL's and Node's codes, those that mean: this server is not vouched for by that CA. */
const untrusted = /CERT|SIGNATURE|ISSUER|ALTNAME/;

function unreachable(address: string, method: string, path: string, error: unknown): Refusal {
  const code = types.isNativeError(error) && "code" in error && typeof error.code === "string" ? error.code : undefined;
  const message = types.isNativeError(error) ? error.message : String(error);
  return new Refusal(
    [
      {
        subject: `vault ${address}`,
        path: `${method} ${path}`,
        must: "answer",
        found: [code, message].filter((part) => part !== undefined && part !== "").join(": "),
        fix: untrusted.test(code ?? "")
          ? "check that the CA file is the one that signed this server's certificate"
          : "check the address and that the server runs; the embedded one starts with strongroom dev start",
      },
    ],
    { cause: error },
  );
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const found = types.isNativeError(error) ? error.message : String(error);
    throw new Refusal([{ subject: `CA file ${file}`, must: "be readable", found }], { cause: error });
  }
}
