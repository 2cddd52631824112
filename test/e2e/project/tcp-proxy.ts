import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Both ends of one connection: the client's, and the one to the server behind. */
export interface ProxiedConnection {
  readonly client: Socket;
  readonly server: Socket;
}

export interface TcpProxy {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * A proxy on loopback that knows nothing of what passes.
 * @param handle is given each connection and its number, from 1; it connects both ends or does not
 */
export async function startTcpProxy(
  target: string,
  handle: (connection: ProxiedConnection, number: number) => void,
): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) {
      open.add(socket);
      // Whoever waits for an answer sees the connection end; the reason is the test's own doing.
      socket.on("error", () => socket.destroy());
    }
    connections += 1;
    handle({ client, server: behind }, connections);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `https://127.0.0.1:${own}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Lets everything through. */
export function passThrough({ client, server }: ProxiedConnection): void {
  client.pipe(server).pipe(client);
}

/** Lets a TLS handshake through and the request that follows; what the server says from then on is lost. */
export function loseAnswer({ client, server: behind }: ProxiedConnection): void {
  let flights = 0;
  client.on("data", (data) => {
    flights += 1;
    behind.write(data);
  });
  behind.on("data", (data) => {
    if (flights < 2) client.write(data);
  });
}
