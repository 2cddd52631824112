import { exitCodes, sentence, type ExitCode } from "../../problem/problem";
import { counted, table } from "../../report/layout";
import { diagnose, type Diagnosis, type PartDiagnosis } from "../../toolchain/diagnosis";
import type { Go } from "../../toolchain/go";
import { duration } from "../../toolchain/progress";
import type { Io } from "../io";

/** `strongroom doctor`: where every program comes from, and what to do about those that neither fit nor can be built. */
export async function doctor({ json }: { readonly json: boolean }, io: Io): Promise<ExitCode> {
  const diagnosis = await diagnose(io.env);
  io.out(json ? `${JSON.stringify(diagnosis, undefined, 2)}\n` : doctorReport(diagnosis));
  return diagnosis.problems.length === 0 ? exitCodes.clean : exitCodes.toolFailure;
}

/** The diagnosis for a person: one line for each program, then what is wrong or what will be built. */
export function doctorReport(diagnosis: Diagnosis): string {
  const { node, go, cache, parts, problems } = diagnosis;
  const rows = [
    ["node", node.version, "", node.path],
    ["go", goVersion(go), "", goUse(diagnosis)],
    ...parts.flatMap(partRows),
    ["disk", "", "", `${(cache.freeMegabytes / 1000).toFixed(1)} GB free for ${cache.folder}`],
  ];
  const conclusion = problems.length === 0 ? [readiness(diagnosis)] : problems.map(sentence);
  return [...table(rows), "", ...conclusion, ""].join("\n");
}

function partRows({ file, version, from, path, purpose, onlyFor, passedOver }: PartDiagnosis): string[][] {
  const toBuild = onlyFor === undefined ? [from, purpose] : ["optional", `${purpose}, only for ${onlyFor}`];
  return [
    [file, version, ...(from === "to build" ? toBuild : [from, path])],
    ...passedOver.map((other) => ["", "", "not", `${other.path}: ${other.reason}`]),
  ];
}

function goVersion(go: Go): string {
  return go.kind === "missing" ? "none" : go.version;
}

function goUse({ go, parts }: Diagnosis): string {
  if (go.kind === "missing") return "only for building what is missing";
  if (go.kind === "too old") return `${go.path} is too old to build with`;
  return go.fetches === undefined || parts.every((part) => !isToBuild(part))
    ? go.path
    : `${go.path}, which fetches Go ${go.fetches} by itself for these builds`;
}

function readiness({ parts, building }: Diagnosis): string {
  const missing = parts.filter(isToBuild);
  if (missing.length === 0) return "Everything is there. Next: strongroom demo";
  const size = `${(building.megabytes / 1000).toFixed(1)} GB with Go's own caches`;
  return `${counted(missing.length, "program")} will be built when first needed: about ${duration(building.seconds)} on two cores, ${size}. Next: strongroom demo`;
}

/** Built by the next command that runs Pulumi or the embedded Vault, whatever the stack. */
function isToBuild({ from, onlyFor }: PartDiagnosis): boolean {
  return from === "to build" && onlyFor === undefined;
}
