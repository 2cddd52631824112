import { createHmac } from "node:crypto";
import { z } from "zod";

const parameters = z.object({
  secret: z.string().regex(/^[A-Z2-7]+$/),
  algorithm: z.enum(["SHA1", "SHA256", "SHA512"]),
  digits: z.coerce.number(),
  period: z.coerce.number(),
});

/** The code that an authenticator app shows for an `otpauth:` URL (RFC 6238). @param ahead periods from now */
export function totpCode(url: string, ahead = 0): string {
  const { secret, algorithm, digits, period } = parameters.parse(Object.fromEntries(new URL(url).searchParams));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / period) + ahead));
  const hash = createHmac(algorithm, base32(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

function base32(text: string): Buffer {
  const bits = Array.from(text, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
  );
}
