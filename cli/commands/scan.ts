import { judgeFiles, outcomeOfScan, type FileRead, type ScanResult } from "../../plan/scan";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { reportOfScan } from "../../report/report";
import { scanJson, scanReport } from "../../report/scan";
import type { Io } from "../io";
import { openReportFiles } from "../report-files";
import type { ReportFileOptions } from "../report-options";
import { megabyte, readPaths } from "../scan-files";
import { tierNamed } from "../tier-option";
import { waiting } from "../waiting";

export interface ScanOptions extends ReportFileOptions {
  readonly paths: readonly string[];
  readonly tier: string;
  readonly maxSize: string;
  /** Patterns of what is left out. */
  readonly exclude: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
}

/** `strongroom scan PATH...`: what the rules say about files. Needs no project, no Pulumi and no Vault; writes the reports that it is told to. */
export async function scan(options: ScanOptions, io: Io): Promise<ExitCode> {
  const writeReports = openReportFiles(options, io, options.paths);
  const tier = tierNamed(options.tier);
  const limits = { largest: sizeNamed(options.maxSize) * megabyte, exclude: options.exclude, signal: io.signal };
  const started = performance.now();
  const result = await waiting(io, "scanning", async (detail): Promise<ScanResult> => {
    const files = await gathered(readPaths(options.paths, limits), (count) => detail(`${count} files`));
    return { ...judgeFiles(files, { tier }), seconds: (performance.now() - started) / 1000 };
  });
  await writeReports(reportOfScan(result));
  io.out(options.json ? scanJson(result) : scanReport(result, options));
  return outcomeOfScan(result) === "blocked" ? exitCodes.findingsBlock : exitCodes.clean;
}

async function gathered(files: AsyncIterable<FileRead>, onCount: (count: number) => void): Promise<FileRead[]> {
  const read: FileRead[] = [];
  for await (const file of files) onCount(read.push(file));
  return read;
}

function sizeNamed(text: string): number {
  const size = Number(text);
  if (text.trim() !== "" && size > 0 && size <= mostMegabytes) return size;
  throw usage("--max-size", `be a number of megabytes up to ${mostMegabytes}`, JSON.stringify(text));
}

/** A longer text Node cannot hold. */
const mostMegabytes = 500;

function usage(subject: string, must: string, found: string): Refusal {
  return new Refusal([{ subject, must, found }], { exitCode: exitCodes.usage, summary: "Nothing was read." });
}
