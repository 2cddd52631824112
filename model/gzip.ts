import { gunzipSync } from "node:zlib";

/** A cloud's user data is at most some kilobytes; a bomb is more. */
const mostUnzipped = 10_000_000;

/** @returns undefined for what is not gzip, and for what would be too much of it */
export function unzipped(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnzipped });
  } catch {
    // zlib's reasons would say no more.
    return undefined;
  }
}

/** Whether bytes begin as gzip's do (RFC 1952, 2.3.1). */
export function isZipped(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
