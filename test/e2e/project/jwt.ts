import { createSign, type KeyObject } from "node:crypto";

/** A JSON Web Token with these claims, good for five minutes from now unless they say otherwise. */
export function signedToken(key: KeyObject, claims: object): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg: "RS256", typ: "JWT" },
    { iat: now, exp: now + 300, ...claims },
  ];
  const body = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${body}.${createSign("RSA-SHA256").update(body).sign(key, "base64url")}`;
}
