import { readMounts, readVault } from "../../live/read-vault";
import { readingPolicy } from "../../model/live/reading-policy";
import { judgeLive, outcomeOfScan, type ScanResult } from "../../plan/scan";
import { exitCodes, type ExitCode } from "../../problem/problem";
import { reportOfScan } from "../../report/report";
import { scanJson, scanReport } from "../../report/scan";
import type { Io } from "../io";
import { withShellVault, type LiveOptions } from "../live-vault";
import { openReportFiles } from "../report-files";
import type { ReportFileOptions } from "../report-options";
import { tierNamed } from "../tier-option";
import { waiting } from "../waiting";

export interface ScanLiveOptions extends LiveOptions, ReportFileOptions {
  readonly tier: string;
  readonly json: boolean;
}

/** `strongroom scan --live`: what the rules say about a running Vault. Reads it, and changes nothing. */
export async function scanLive(options: ScanLiveOptions, io: Io): Promise<ExitCode> {
  const writeReports = openReportFiles(options, io);
  const tier = tierNamed(options.tier);
  const started = performance.now();
  const result = await waiting(io, "reading Vault", (detail): Promise<ScanResult> =>
    withShellVault(options, io, async ({ client, ...vault }) => {
      const contents = await readVault(client, vault, (count) => detail(`${count} answers`));
      return { ...judgeLive({ ...vault, ...contents }, { tier }), seconds: (performance.now() - started) / 1000 };
    }),
  );
  await writeReports(reportOfScan(result));
  io.out(options.json ? scanJson(result) : scanReport(result, { paths: ["--live"], verbose: false }));
  return outcomeOfScan(result) === "blocked" ? exitCodes.findingsBlock : exitCodes.clean;
}

/** `strongroom scan --live --policy`: the policy that a token needs for it, made for what this Vault has mounted. */
export async function scanLivePolicy(options: LiveOptions, io: Io): Promise<ExitCode> {
  if ((io.env["VAULT_ADDR"] ?? "") === "") {
    io.out(readingPolicy([]));
    io.err("This lets a token see what is mounted. With VAULT_ADDR and such a token, run it again for the rest.\n");
    return exitCodes.clean;
  }
  io.out(readingPolicy(await withShellVault(options, io, ({ client }) => readMounts(client))));
  return exitCodes.clean;
}
