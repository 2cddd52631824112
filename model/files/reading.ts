import type { Problem } from "../../problem/problem";
import type { Position } from "../place";
import type { Resource } from "../resource";

/** A file as it was given: its name, as findings say it, and its text. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** What is read from files, each in one way (model/files/). */
export type FileKind =
  | "Kubernetes"
  | "chart values"
  | "server configuration"
  | "policy"
  | "systemd unit"
  | "cloud-init"
  | "Compose"
  | "Prometheus rules"
  | "environment file"
  | "Pulumi state"
  | "Pulumi configuration";

/** What was read from one file. What could not be read is a problem with its place; the rest of the file is there all the same. */
export interface Reading {
  readonly kind: FileKind;
  readonly resources: readonly Resource[];
  readonly problems: readonly FileProblem[];
  /** Files that it takes values from, as it names them, and where it does. */
  readonly takesFrom?: readonly { readonly file: string; readonly position: Position }[];
}

/** A file of no kind that is read here, or one that has to be made into another first. */
export interface Skipped {
  readonly kind: "skipped";
  /** Ends the sentence "skipped, because it ...": `is of no kind that is read`. */
  readonly because: string;
}

/** A part of a file that could not be read, and where. `place` says the same as `position`. */
export interface FileProblem extends Problem {
  readonly place: string;
  readonly position: Position;
}

export function fileProblem(position: Position, what: Omit<Problem, "subject" | "place">): FileProblem {
  return { subject: position.file, place: `${position.line}:${position.column}`, position, ...what };
}

/** The beginning of a file. */
export function beginningOf(file: string): Position {
  return { file, line: 1, column: 1 };
}
