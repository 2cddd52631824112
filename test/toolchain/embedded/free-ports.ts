import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { codeOf } from "../../../toolchain/embedded/system-error";

/**
 * Loopback ports that nobody uses; held all at once while they are drawn, so that they differ. They come from below those that the
 * kernel gives to whoever asks for any (ip_local_port_range, 32768 and up): of these, another process of a busy machine can have
 * one between the draw and the start of the server that it is for.
 */
export async function freePorts<const Names extends readonly string[]>(
  ...names: Names
): Promise<Record<Names[number], number>> {
  const servers = await Promise.all(names.map(listenOnDrawnPort));
  const ports = servers.map((server) => portOf(server));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<Names[number], number>;
}

/** One such port. */
export async function freePort(): Promise<number> {
  return (await freePorts("port")).port;
}

async function listenOnDrawnPort(): Promise<Server> {
  for (;;) {
    try {
      return await listen(randomInt(10_000, 32_768));
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE") throw error;
    }
  }
}

/** @param port any that is free where left out */
export async function listen(port = 0): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port }, () => resolve(server));
  });
}

export function portOf(server: Pick<Server, "address">): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen on a port");
  return address.port;
}
