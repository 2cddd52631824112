import type { ExitCode } from "../../problem/problem";
import { embeddedFolder } from "../../toolchain/embedded/folder";
import { embeddedState } from "../embedded-state";
import type { Io } from "../io";
import { findProject } from "../project";
import { devReset, devStop } from "./dev";
import { devStatus } from "./dev-status";

export interface DevArguments {
  readonly json: boolean;
}

export function stop({ json }: DevArguments, io: Io): Promise<ExitCode> {
  return devStop({ folder: embeddedFolder(findProject(process.cwd()).local), json }, io);
}

export function status({ json }: DevArguments, io: Io): Promise<ExitCode> {
  return devStatus({ folder: embeddedFolder(findProject(process.cwd()).local), json }, io);
}

export function reset({ json, yes }: DevArguments & { readonly yes: boolean }, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  return devReset({ folder: embeddedFolder(project.local), json, yes, belongings: embeddedState(project) }, io);
}
