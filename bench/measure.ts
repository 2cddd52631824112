import { counted } from "../report/layout";
import type { RowKind } from "./result";
import type { Subject } from "./subject";
import { runTimed, type Command, type Timed } from "./timed-command";
import type { Times } from "./times";
import type { BenchVault } from "./vault";

export const parts = ["start", "preview", "apply", "company"] as const;
export type Part = (typeof parts)[number];

export interface Course {
  readonly subjects: readonly Subject[];
  readonly vault: Pick<BenchVault, "problem" | "clear">;
  readonly objects: readonly number[];
  readonly only: readonly Part[];
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs of an empty preview. One more comes before them, which brings the programs into memory; its time does not count. */
const starts = 5;

/** What takes seconds is run several times, what takes minutes once. */
function runsOf(objects: number): { applies: number; previews: number } {
  return objects >= 500 ? { applies: 1, previews: 3 } : { applies: 3, previews: 2 };
}

/**
 * Times every subject in turn, round after round, so that all of them meet the same machine.
 * @throws where a run did not do what it was to do: a wrong result has no time
 */
export async function measure(course: Course, times: Times): Promise<void> {
  await timeStarts(course, times);
  for (const objects of course.objects) {
    const { applies, previews } = runsOf(objects);
    const rounds = course.only.includes("apply") ? applies : course.only.includes("preview") ? 1 : 0;
    for (let round = 0; round < rounds; round++) {
      for (const subject of course.subjects) await timeObjects(course, subject, { objects, previews }, times);
    }
  }
}

async function timeStarts(course: Course, times: Times): Promise<void> {
  if (!course.only.some((part) => part !== "company")) return;
  for (const subject of course.subjects) await subject.forget();
  for (let round = 0; round <= (course.only.includes("start") ? starts : 0); round++) {
    for (const subject of course.subjects) {
      const ended = await run(course, subject, "empty preview", 0, subject.previewEmpty());
      if (round === 0) continue;
      times.add("sign of life", 0, subject.name, ended.firstOutput);
      times.add("empty preview", 0, subject.name, ended.seconds);
    }
  }
}

async function timeObjects(
  course: Course,
  subject: Subject,
  { objects, previews }: { objects: number; previews: number },
  times: Times,
): Promise<void> {
  await course.vault.clear();
  await subject.forget();
  const applied = await run(course, subject, "apply", objects, subject.apply(objects));
  refuse(subject, await course.vault.problem(objects));
  if (course.only.includes("apply")) times.add("apply", objects, subject.name, applied.seconds);
  if (!course.only.includes("preview")) return;
  for (let count = 0; count < previews; count++) {
    const previewed = await run(course, subject, "preview", objects, subject.preview(objects));
    refuse(subject, subject.previewProblem(previewed));
    times.add("preview", objects, subject.name, previewed.seconds);
  }
}

async function run(
  { tell, signal }: Course,
  subject: Subject,
  kind: RowKind,
  objects: number,
  command: Command,
): Promise<Timed> {
  const ended = await runTimed(command, signal);
  const what = `${subject.name}: ${kind}${objects === 0 ? "" : `, ${counted(objects, "object")}`}`;
  if (ended.code !== 0) {
    throw new Error(`${what} ended with ${ended.code ?? "a signal"}\n${ended.out}\n${ended.err}`);
  }
  tell(`${what.padEnd(36)} ${ended.seconds.toFixed(1).padStart(6)} s`);
  return ended;
}

function refuse({ name }: Subject, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`${name}: ${problem}`);
}
