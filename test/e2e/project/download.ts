import { readFileSync } from "node:fs";
import path from "node:path";
import { Agent, request } from "undici";
import type { TestProject } from "./project";

/** Reads what is published for everybody, without a token. `address` is a whole URL, as it stands in a certificate. */
export async function download({ root }: TestProject, address: string, body?: Buffer): Promise<Buffer> {
  const dispatcher = new Agent({
    connect: { ca: readFileSync(path.join(root, ".strongroom", "vault", "tls", "ca.pem")) },
  });
  try {
    const headers = { "content-type": "application/ocsp-request" };
    const answer = await request(address, {
      dispatcher,
      ...(body === undefined ? {} : { method: "POST", body, headers }),
    });
    const content = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200) throw new Error(`${address}: ${answer.statusCode} ${content.toString()}`);
    return content;
  } finally {
    await dispatcher.close();
  }
}
