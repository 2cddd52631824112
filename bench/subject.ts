import type { Command, Timed } from "./timed-command";

export const subjectNames = ["strongroom", "pulumi", "terraform"] as const;
export type SubjectName = (typeof subjectNames)[number];

/** What the subjects are called in reports. */
export const titles: Readonly<Record<SubjectName, string>> = {
  strongroom: "Strongroom",
  pulumi: "plain Pulumi",
  terraform: "Terraform",
};

/** One tool that makes the bench's objects, in a folder of its own. */
export interface Subject {
  readonly name: SubjectName;
  /** Its versions, in words. */
  readonly versions: string;
  /** A preview of nothing at all, as a person starts it. */
  previewEmpty(): Command;
  /** A preview of objects that are there already. Finding something to do is a failure. */
  preview(objects: number): Command;
  /** What such a preview found to do all the same, where its exit code does not tell; undefined when all is well. */
  previewProblem(ended: Timed): string | undefined;
  /** Makes them, without asking. */
  apply(objects: number): Command;
  /** Forgets all that it has made: the next apply is a first one. */
  forget(): Promise<void>;
}
