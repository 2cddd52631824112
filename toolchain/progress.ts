import type { Holder } from "./lock";

/** What is being waited for at the moment, told about once a second. */
export type Activity =
  | { readonly kind: "waiting"; readonly holder: Holder | undefined }
  | { readonly kind: "downloading"; readonly file: string; readonly modules: number; readonly of: number }
  | { readonly kind: "building"; readonly file: string; readonly seconds: number; readonly expected: number };

/** Told of the activity and of how many seconds are expected for all that is left, this part included. */
export type Progress = (activity: Activity, secondsLeft: number) => void;

export interface ProgressLine {
  readonly show: Progress;
  /** Takes the line away (on a terminal); call it before anything else is written. */
  readonly end: () => void;
}

/** What of a stream such as `process.stderr` is used. */
type ProgressStream = Pick<NodeJS.WriteStream, "isTTY" | "columns"> & { write(text: string): unknown };

const atMostEvery = 15_000;

/** Progress as one line that is rewritten on a terminal, and elsewhere as a line when something new begins or 15 s have passed. */
export function progressLine(stream: ProgressStream): ProgressLine {
  let last = { what: "", at: 0 };
  const show: Progress = (activity, secondsLeft) => {
    const line = inWords(activity, secondsLeft);
    if (stream.isTTY) {
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, stream.columns - 1))}`);
      return;
    }
    const what = `${activity.kind} ${"file" in activity ? activity.file : ""}`;
    if (what === last.what && Date.now() - last.at < atMostEvery) return;
    last = { what, at: Date.now() };
    stream.write(`${line}\n`);
  };
  return {
    show,
    end: () => {
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
}

function inWords(activity: Activity, secondsLeft: number): string {
  switch (activity.kind) {
    case "waiting": {
      const { holder } = activity;
      if (holder === undefined) return "toolchain   waiting for another process that builds";
      const since = duration((Date.now() - holder.since.getTime()) / 1000);
      return `toolchain   waiting for process ${holder.pid}, which has been building for ${since}`;
    }
    case "downloading":
      return `toolchain   ${activity.file}: fetching Go modules, ${activity.modules} of at most ${activity.of}; about ${duration(secondsLeft)} left in all`;
    case "building":
      return `toolchain   ${activity.file}: building, ${duration(activity.seconds)} of about ${duration(activity.expected)}; about ${duration(secondsLeft)} left in all`;
  }
}

/** "48 s", "3 min 20 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
