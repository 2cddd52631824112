import { once } from "node:events";
import { connect } from "node:tls";

export const success = 0;
export const invalidCredentials = 49;

/**
 * Binds to a directory over TLS with a name and a password (RFC 4511 section 4.2), verifying its certificate.
 * @returns the result code of the answer (RFC 4511 appendix A)
 */
export async function bind(
  { address, caPem }: { readonly address: string; readonly caPem: string },
  name: string,
  password: string,
): Promise<number> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), ca: caPem });
  try {
    await once(socket, "secureConnect");
    socket.write(bindRequest(name, password));
    return resultCode(await new Promise((resolve) => socket.once("data", resolve)));
  } finally {
    socket.destroy();
  }
}

function bindRequest(name: string, password: string): Buffer {
  const version = element(0x02, Buffer.from([3]));
  const simple = element(0x80, Buffer.from(password));
  const request = element(0x60, Buffer.concat([version, element(0x04, Buffer.from(name)), simple]));
  return element(0x30, Buffer.concat([element(0x02, Buffer.from([1])), request]));
}

/** Tag, length and content in BER, for a content of less than 128 bytes. */
function element(tag: number, content: Buffer): Buffer {
  if (content.length > 127) throw new Error("the names and passwords of a test are short");
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/** A BindResponse begins with its result code, an ENUMERATED (0x0a) of one byte. */
function resultCode(answer: Buffer): number {
  const response = answer.indexOf(0x61);
  const code = answer.indexOf(Buffer.from([0x0a, 0x01]), response);
  if (response === -1 || code === -1) throw new Error(`the directory answered ${answer.toString("hex")}`);
  return answer.readUInt8(code + 2);
}
