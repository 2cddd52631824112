import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { createServer } from "node:net";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether a server could listen there now: the one way to know is to try. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Who listens there, as `postgres (process 4711)`, as far as this machine lets us see it. */
export async function whoListens(port: number): Promise<string | undefined> {
  return process.platform === "linux" ? linuxListener(port) : portableListener(port);
}

async function linuxListener(port: number): Promise<string | undefined> {
  const sockets = new Set((await Promise.all(["tcp", "tcp6"].map((family) => listeningInodes(family, port)))).flat());
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    // Other users' processes cannot be looked into; then nobody is named.
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => "");
      if (sockets.has(target)) return `${(await readFile(`/proc/${pid}/comm`, "utf8")).trim()} (process ${pid})`;
    }
  }
  return undefined;
}

/** Lines of /proc/net/tcp: `sl local_address rem_address st ... inode`, addresses in hexadecimal, state 0A is listening. */
async function listeningInodes(family: string, port: number): Promise<readonly string[]> {
  const table = await readFile(`/proc/net/${family}`, "utf8").catch(() => "");
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table.split("\n").flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [localAddress, state, inode] = [fields[1], fields[3], fields[9]];
    return localAddress?.endsWith(suffix) === true && state === "0A" && inode !== undefined
      ? [`socket:[${inode}]`]
      : [];
  });
}

async function portableListener(port: number): Promise<string | undefined> {
  // Naming the other side is a courtesy: a machine without lsof goes without.
  const answer = await run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"]).catch(() => undefined);
  const pid = /^p(\d+)$/m.exec(answer?.stdout ?? "")?.[1];
  const command = /^c(.+)$/m.exec(answer?.stdout ?? "")?.[1];
  return pid === undefined || command === undefined ? undefined : `${command} (process ${pid})`;
}
