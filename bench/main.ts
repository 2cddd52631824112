/**
 * `npm run bench`: Strongroom, a plain Pulumi program and Terraform make the same objects in one real Vault, one after the other on
 * the same machine. What counts are the ratios; nothing here is a test that could fail for being slow.
 */
import path from "node:path";
import type { Io } from "../cli/io";
import { exitCodes, Refusal } from "../problem/problem";
import { refusalReport } from "../report/refusal";
import { bench } from "./bench";
import { plainEnvironment } from "./environment";
import { parseOptions, type Options } from "./options";
import { writePage } from "./page";
import { makePlace, removePlace } from "./place";
import { asJson, asText } from "./print";
import { repository } from "./project";

async function run(options: Options, io: Io): Promise<void> {
  const place = await makePlace();
  try {
    const { rows, conditions } = await bench(place, options, io);
    io.out((options.json ? asJson : asText)(rows, conditions));
    if (options.everything) {
      await writePage(path.join(repository, "docs", "performance.md"), rows, conditions);
      io.err("  docs/performance.md has these results now\n");
    } else io.err("  docs/performance.md stays as it is: only a run of everything is written there\n");
  } finally {
    await removePlace(place.root);
  }
}

function report(error: unknown, io: Io): void {
  process.exitCode = exitCodes.toolFailure;
  if (io.signal.aborted) io.err("\nbench: interrupted; what it had started is ended, and nothing was written.\n");
  else if (error instanceof Refusal) io.err(refusalReport(error, "bench"));
  else io.err(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => interrupted.abort(new Error(`interrupted by ${signal}`)));
}
const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: plainEnvironment(process.env),
  signal: interrupted.signal,
  isTerminal: { in: process.stdin.isTTY, out: process.stdout.isTTY, err: process.stderr.isTTY },
};
run(parseOptions(), io).catch((error: unknown) => report(error, io));
