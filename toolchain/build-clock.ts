import { modulesFetched, type Build } from "./build";
import type { Progress } from "./progress";

/** Tells `Progress` once a second what is going on and how long all of it will take. */
export interface BuildClock {
  /** Ticks while `work` is under way, and returns what it returns. */
  during(kind: "downloading" | "building", build: Build, work: Promise<void>): Promise<void>;
}

/** A machine's speed is judged by finished builds once they were expected to take this long: less is noise. */
const tellingSeconds = 30;

export function startClock(builds: readonly Build[], progress: Progress): BuildClock {
  const done = new Set<Build>();
  let secondsDone = 0;

  const expected = (build: Build) => {
    const planned = [...done].reduce((sum, { source }) => sum + source.seconds, 0);
    return build.source.seconds * (planned < tellingSeconds ? 1 : secondsDone / planned);
  };
  const expectedOfAll = () =>
    builds.filter((build) => !done.has(build)).reduce((sum, build) => sum + expected(build), 0);

  return {
    async during(kind, build, work) {
      const { file } = build.part;
      const begun = Date.now();
      const tick = () => {
        const seconds = (Date.now() - begun) / 1000;
        if (kind === "downloading") {
          progress({ kind, file, modules: modulesFetched(build), of: build.source.modules }, expectedOfAll());
        } else {
          progress({ kind, file, seconds, expected: expected(build) }, Math.max(0, expectedOfAll() - seconds));
        }
      };
      const timer = setInterval(tick, 1000);
      try {
        tick();
        await work;
      } finally {
        clearInterval(timer);
      }
      if (kind === "building") {
        done.add(build);
        secondsDone += (Date.now() - begun) / 1000;
      }
    },
  };
}
