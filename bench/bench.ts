import path from "node:path";
import { readEmbeddedEnvironment } from "../cli/embedded-environment";
import { providePulumi } from "../cli/engine";
import type { Io } from "../cli/io";
import { timeCompany } from "./company";
import { beginConditions, type Conditions } from "./conditions";
import { measure } from "./measure";
import type { Options } from "./options";
import type { Place } from "./place";
import { layOutProject } from "./project";
import type { Row } from "./result";
import type { Subject } from "./subject";
import { pulumi } from "./subjects/pulumi";
import { strongroom } from "./subjects/strongroom";
import { terraform } from "./subjects/terraform";
import { openTimes } from "./times";
import { startBenchVault } from "./vault";

/** Prepares all subjects and one Vault in `place`, and times them. The Vault still runs afterwards. */
export async function bench(
  place: Place,
  { objects, only }: Options,
  io: Io,
): Promise<{ rows: Row[]; conditions: Conditions }> {
  const tell = (line: string) => io.err(`  ${line}\n`);
  const project = await layOutProject(place.project);
  const provided = await providePulumi(project, readEmbeddedEnvironment(project).environment, io);
  const vault = await startBenchVault(project, io);
  const { environment } = vault;
  const peer = await terraform({ folder: path.join(place.root, "terraform"), vault: environment }, io);
  if (peer === undefined) {
    io.err("\n  TERRAFORM IS MISSING: none on PATH, so nothing is compared with it and its column stays empty.\n\n");
  }
  const subjects: Subject[] = [
    strongroom(project, provided),
    await pulumi(provided, { folder: path.join(place.root, "pulumi"), vault: environment, signal: io.signal }),
    ...(peer === undefined ? [] : [peer]),
  ];
  const completeConditions = beginConditions();
  const times = openTimes();
  await measure({ subjects, vault, objects, only, tell, signal: io.signal }, times);
  if (only.includes("company")) await timeCompany(place.company, io, times);
  return { rows: times.rows(), conditions: completeConditions(subjects, vault.version) };
}
