import { isIP } from "node:net";
import type { SecretIdRequest } from "../live/approle";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { secondsOf } from "./time-option";

/** What `secret-id issue` and `secret-id rotate` are told about the new secret-id. */
export interface SecretIdOptions {
  readonly role: string;
  /** Life of the wrapping token: `5m`. */
  readonly ttl: string;
  readonly cidr: readonly string[];
  /** Each `key=value`. */
  readonly metadata: readonly string[];
}

/** @throws Refusal with every option that is wrong */
export function readRequest({ role, ttl, cidr, metadata }: SecretIdOptions): SecretIdRequest {
  const pairs = metadata.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  const problems: Problem[] = [
    ...((secondsOf(ttl) ?? 0) > 0
      ? []
      : // A life of zero would make Vault answer with the secret-id itself.
        [{ subject: "--ttl", must: "be a time above zero, such as 90s, 5m or 1h", found: ttl }]),
    ...cidr
      .filter((network) => !isCidr(network))
      .map((network) => ({ subject: "--cidr", must: "be a network such as 10.0.0.0/8", found: network })),
    ...metadata
      .filter((pair) => pair.indexOf("=") < 1)
      .map(() => ({ subject: "--metadata", must: "be key=value", found: "one without a key or without =" })),
  ];
  const [first, ...others] = problems;
  if (first !== undefined) {
    throw new Refusal([first, ...others], { exitCode: exitCodes.usage, summary: "No secret-id was issued." });
  }
  return { role, wrapTtl: ttl, cidrs: cidr, metadata: Object.fromEntries(pairs) };
}

function isCidr(text: string): boolean {
  const [address = "", prefix = "", ...more] = text.split("/");
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}
