import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";
import { Refusal, type Problem } from "../../problem/problem";
import type { Part } from "../../toolchain/part";
import type { Activity } from "../../toolchain/progress";
import { provideFrom } from "../../toolchain/provide";
import { folderWith, freshFolder } from "./fake-programs";
import { tinyPart, tinyPrograms } from "./tiny-part";

const root = path.join(__dirname, "../..");

function provide(part: Part<string>, environment: NodeJS.ProcessEnv, seen: Activity[] = []) {
  return provideFrom([part], [part.name], {
    progress: (activity) => void seen.push(activity),
    signal: new AbortController().signal,
    environment,
  });
}

function withCache(cache = freshFolder(), more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, STRONGROOM_HOME: cache, ...more };
}

async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
  return [];
}

/** What a cache holds that is neither a finished part, a log nor the remembered versions. */
function leftovers(cache: string): string[] {
  return filesBelow(cache).filter((name) => /^building\/.|\.tmp$/.test(name));
}

/** A folder that is just being removed can go between two looks at it: then it is looked at again. */
function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    if (existsSync(folder) && isNativeError(error) && "code" in error && error.code === "ENOENT")
      return filesBelow(folder);
    throw error;
  }
}

describe("a part that has to be built", () => {
  const part = tinyPart(tinyPrograms.works);
  const cache = freshFolder();

  test("is built once and comes from the cache afterwards, without Go", async () => {
    const seen: Activity[] = [];
    const built = (await provide(part, withCache(cache), seen))["tiny"];
    expect(built).toEqual({
      name: "tiny",
      version: "1.2.3",
      from: "built",
      path: expect.stringMatching(`^${cache}/parts/tiny-1.2.3-[0-9a-f]{12}/tiny$`) as string,
      passedOver: [],
    });
    expect(execFileSync(built?.path ?? "", { encoding: "utf8" })).toBe("tiny 1.2.3\n");
    expect(seen.map(({ kind }) => kind)).toEqual(["downloading", "building"]);
    expect(leftovers(cache)).toEqual([]);

    const again = await provide(part, withCache(cache, { PATH: "/nonexistent" }));
    expect(again["tiny"]).toEqual({ ...built, from: "cache" });
  });

  test("is not built when the user's own fits", async () => {
    const folder = folderWith({ tiny: "1.2.9" });
    const own = await provide(part, withCache(freshFolder(), { PATH: folder }));
    expect(own["tiny"]).toEqual({
      name: "tiny",
      version: "1.2.9",
      from: "PATH",
      path: path.join(folder, "tiny"),
      passedOver: [],
    });
  });

  test("is built anew when its module has changed", async () => {
    const changing = tinyPart(tinyPrograms.works);
    const before = await provide(changing, withCache(cache));
    if (changing.source.kind === "go") {
      writeFileSync(path.join(changing.source.folder, "main.go"), `${tinyPrograms.works}// changed\n`);
    }
    const after = await provide(changing, withCache(cache));
    expect(after["tiny"]?.from).toBe("built");
    expect(after["tiny"]?.path).not.toBe(before["tiny"]?.path);
  });
});

describe("a build that cannot be done names the way out", () => {
  test("a program that does not compile: the compiler's words and the log", async () => {
    const cache = freshFolder();
    const [problem] = await problemsOf(provide(tinyPart(tinyPrograms.broken), withCache(cache)));
    const log = path.join(cache, "logs/tiny-1.2.3.log");
    expect(problem).toEqual({
      subject: "tiny 1.2.3",
      must: "compile",
      found: "./main.go:3:15: undefined: undefinedThing",
      fix: `look into the log, or put the official tiny 1.2.3 on PATH (https://example.invalid/tiny); log: ${log}`,
    });
    expect(readFileSync(log, "utf8")).toContain("undefined: undefinedThing");
    expect(leftovers(cache)).toEqual([]);
  });

  test("no Go on PATH", async () => {
    const problems = await problemsOf(
      provide(tinyPart(tinyPrograms.works), withCache(freshFolder(), { PATH: "/bin" })),
    );
    expect(problems).toEqual([
      {
        subject: "go on PATH",
        must: "be 1.21 or newer to build tiny",
        found: "none",
        fix: "install Go from https://go.dev/dl/, or put the official tiny 1.2.3 (https://example.invalid/tiny) on PATH",
      },
    ]);
  });

  test("a Go that is too old and must not fetch a newer one", async () => {
    const environment = { PATH: `${folderWith({ go: "go version go1.18.1 linux/amd64" })}:/usr/bin:/bin` };
    const [problem] = await problemsOf(provide(tinyPart(tinyPrograms.works), withCache(freshFolder(), environment)));
    expect(problem?.found).toBe("1.18.1");
  });

  test("a Go that a distribution has told never to fetch a newer one", async () => {
    const folder = freshFolder();
    const answers = "#!/bin/sh\ncase $1 in version) echo go version go1.22.0 linux/amd64 ;; env) echo local ;; esac\n";
    writeFileSync(path.join(folder, "go"), answers, { mode: 0o755 });
    const part = tinyPart(tinyPrograms.works);
    if (part.source.kind === "go") writeFileSync(path.join(part.source.folder, "go.mod"), "module tiny\n\ngo 1.25.0\n");
    const [problem] = await problemsOf(provide(part, withCache(freshFolder(), { PATH: `${folder}:/usr/bin:/bin` })));
    expect([problem?.must, problem?.found]).toEqual(["be 1.25.0 or newer to build tiny", "1.22.0"]);
  });

  test("no network", async () => {
    const part = tinyPart(tinyPrograms.needsNetwork);
    const environment = withCache(freshFolder(), { GOPROXY: "http://127.0.0.1:9", GONOSUMDB: "*", GOFLAGS: "" });
    const [problem] = await problemsOf(provide(part, environment));
    expect(problem?.must).toBe("be downloaded");
    expect(problem?.found).toContain("127.0.0.1:9");
    expect(problem?.fix).toContain("check the way to the Go module proxy (go env GOPROXY)");
  });

  test("a cache folder that cannot be written", async () => {
    // A file where the folder should be; as root, permissions would keep nobody out.
    const file = path.join(freshFolder(), "file");
    writeFileSync(file, "");
    const [problem] = await problemsOf(provide(tinyPart(tinyPrograms.works), withCache(path.join(file, "cache"))));
    expect(problem?.subject).toBe(`the cache ${file}/cache`);
    expect(problem?.fix).toBe("make it writable, free space, or set STRONGROOM_HOME to another folder");
  });
});

describe("two processes at once, and ones that are ended in mid-build", () => {
  test("build once: the second waits for the first and says for whom", async () => {
    const part = tinyPart(tinyPrograms.takesLong);
    const environment = withCache(freshFolder(), { GOCACHE: freshFolder() });
    const first = run(part, environment);
    await caughtAtWork(first, environment);
    const second = await run(part, environment).ended;
    expect(await first.ended).toMatchObject({ code: 0, out: expect.stringContaining('"from":"built"') as string });
    expect(second.code).toBe(0);
    expect(second.err).toContain(`{"kind":"waiting","holder":{"pid":${first.process.pid},`);
    expect(second.err).not.toContain('"kind":"building"');
  }, 120_000);

  test.each(["SIGINT", "SIGKILL"] as const)(
    "%s leaves nothing behind, and a later run succeeds",
    async (signal) => {
      const part = tinyPart(tinyPrograms.takesLong);
      const cache = freshFolder();
      const environment = withCache(cache, { GOCACHE: freshFolder() });
      const running = run(part, environment);
      await caughtAtWork(running, environment);
      running.process.kill(signal);
      const { code, out } = await running.ended;
      expect({ code, out }).toEqual(
        signal === "SIGINT" ? { code: 1, out: "Error: interrupted" } : { code: null, out: "" },
      );

      await until(() => leftovers(cache).length <= (signal === "SIGKILL" ? 1 : 0) && processesOf(cache) === "");
      expect(existsSync(path.join(cache, "parts"))).toBe(false);
      const again = await provide(part, withCache(cache));
      expect(again["tiny"]?.from).toBe("built");
      expect(leftovers(cache)).toEqual([]);
    },
    120_000,
  );
});

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

function run(part: Part<string>, environment: NodeJS.ProcessEnv): Running {
  const script = path.join(__dirname, "provide-process.ts");
  const child = spawn(process.execPath, ["typescript.js", script, JSON.stringify(part)], {
    cwd: root,
    env: environment,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  return { process: child, ended };
}

/** Until the compiler is at work: `go` keeps what it compiles below the build's scratch folder. */
async function caughtAtWork({ process: child }: Running, environment: NodeJS.ProcessEnv): Promise<void> {
  const scratch = path.join(environment["STRONGROOM_HOME"] ?? "", "building", `${child.pid}`, "tiny");
  await until(() => {
    const work = existsSync(scratch) ? readdirSync(scratch).find((name) => name.startsWith("go-build")) : undefined;
    return work !== undefined && readdirSync(path.join(scratch, work)).length > 2;
  });
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within a minute: ${holds.toString()}`);
    await sleep(50);
  }
}

/** Processes that have the folder in their arguments: the compilers of a build in it. */
function processesOf(folder: string): string {
  const all = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(folder)).join("\n");
}
