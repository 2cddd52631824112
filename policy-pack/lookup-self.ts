import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { z } from "zod";

/** How long Vault has to answer, all in all. */
export const patience = 2000;

/**
 * Asks Vault which policies a token has.
 *
 * @returns the policies, empty for a token that Vault refuses (a root token is refused nothing); or, as a text, why there is no
 * answer. Neither holds the token.
 */
export async function lookupSelf(
  token: string,
  where: {
    readonly address: string;
    readonly namespace: string | undefined;
    readonly caCertFile: string | undefined;
    readonly serverName: string | undefined;
  },
): Promise<readonly string[] | string> {
  if (!/^[\x21-\x7e]+$/u.test(token)) return "the token has characters that no token has";
  let answer: { status: number; body: string };
  try {
    answer = await get(new URL("v1/auth/token/lookup-self", `${where.address.replace(/\/+$/u, "")}/`), {
      headers: { "X-Vault-Token": token, "X-Vault-Request": "true", ...namespaceHeader(where.namespace) },
      ...(where.caCertFile === undefined ? {} : { ca: readFileSync(where.caCertFile) }),
      ...(where.serverName === undefined ? {} : { servername: where.serverName }),
      signal: AbortSignal.timeout(patience),
    });
  } catch (error) {
    return reason(error);
  }
  if (answer.status === 403 && refusal.safeParse(parseJson(answer.body)).success) return [];
  if (answer.status !== 200) return `the answer was HTTP status ${answer.status}`;
  const self = lookupAnswer.safeParse(parseJson(answer.body));
  return self.success
    ? [...self.data.data.policies, ...(self.data.data.identity_policies ?? [])]
    : "the answer was not Vault's";
}

const lookupAnswer = z.object({
  data: z.object({ policies: z.array(z.string()), identity_policies: z.array(z.string()).nullish() }),
});
const refusal = z.object({
  errors: z.array(z.string()).refine((errors) => errors.some((each) => /permission denied|invalid token/u.test(each))),
});

function namespaceHeader(namespace: string | undefined): Record<string, string> {
  return namespace === undefined || namespace === "" ? {} : { "X-Vault-Namespace": namespace };
}

function get(url: URL, options: https.RequestOptions): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "http:" ? http : https).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no answer of Vault's; the caller says so.
    return undefined;
  }
}

/** Only the kind of failure: an error's own text can hold the request. */
function reason(error: unknown): string {
  const code = codeOf(error) ?? "the request failed";
  return reasons[code] ?? code;
}

const reasons: Readonly<Record<string, string>> = {
  ABORT_ERR: "no answer within 2 s",
  ERR_INVALID_URL: "the address is no URL",
  ENOENT: "the CA's file is not there",
  EACCES: "the CA's file cannot be read",
};

/** The code of one of Node's own errors: `ECONNREFUSED`. */
export function codeOf(error: unknown): string | undefined {
  const hasCode = typeof error === "object" && error !== null && "code" in error;
  return hasCode && typeof error.code === "string" ? error.code : undefined;
}
