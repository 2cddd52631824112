/** `node typescript.js toolchain/main.ts`: makes every program ready, building what is missing, and says where each comes from. */
import { Refusal } from "../problem/problem";
import { parts } from "./parts";
import { progressLine } from "./progress";
import { provideParts } from "./provide";

async function main(): Promise<void> {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  process.once("SIGTERM", () => interrupted.abort());
  const line = progressLine(process.stderr);
  const names = parts.map(({ name }) => name);
  const provided = await provideParts(names, { progress: line.show, signal: interrupted.signal }).finally(line.end);
  for (const { name, version, from } of Object.values(provided)) process.stdout.write(`${name} ${version} (${from})\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
