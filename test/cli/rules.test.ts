import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../../cli/main";
import type { Io } from "../../cli/io";
import { rules } from "../../policy-pack/rules/index";
import { reservedRules } from "../../policy-pack/rules/reserved";
import { freshFolder } from "../toolchain/fake-programs";

/** What a command line prints, and what it ends with. */
async function strongroom(...line: readonly string[]) {
  const printed = { out: "", err: "" };
  const io: Io = {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    env: {},
    signal: new AbortController().signal,
    isTerminal: { in: false, out: false, err: false },
  };
  return { exitCode: await run(line, io), ...printed };
}

/** In a project whose stack files have nothing in them but their names. */
async function inProject<Result>(
  files: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const folder = freshFolder();
  mkdirSync(path.join(folder, "stacks"));
  const all = { "Pulumi.yaml": "name: x\nruntime: nodejs\n", "stacks/Pulumi.production.yaml": "", ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(path.join(folder, name), text);
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

describe("rules list", () => {
  it("names every rule, and every id that is kept for one to come, on a line each", async () => {
    const { exitCode, out } = await strongroom("rules", "list");
    expect(exitCode).toBe(0);
    const ids = out.split("\n").map((line) => /^ {2}([a-z][\w-]+) /u.exec(line)?.[1]);
    for (const { id } of [...rules, ...reservedRules]) expect(ids.filter((each) => each === id)).toEqual([id]);
  });

  it("says the same to another program", async () => {
    const { out } = await strongroom("rules", "list", "--json");
    expect(JSON.parse(out)).toMatchObject({
      rules: rules.map(({ id, severity, blocks }) => ({ id, severity, blocks })),
      reserved: reservedRules,
    });
  });
});

describe("rules show", () => {
  it.each(rules.map(({ id }) => id))("%s: why, what to do, and an example that it blocks", async (id) => {
    const { exitCode, out } = await strongroom("rules", "show", id);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Why$[^]+^What to do$[^]+^Configuration$[^]+^Blocked, for example$[^]+^Passes, for example$/mu,
    );
    expect(out).toContain(`docs/rules/${id}.md`);
  });

  it("has the limits of a rule, with what counts where nobody sets them", async () => {
    const { out } = await strongroom("rules", "show", "token-ttl-bounded", "--json");
    expect(JSON.parse(out)).toMatchObject({ id: "token-ttl-bounded" });
    expect(out).toContain('"name": "maxTtlSeconds"');
  });

  it("says what an unknown id may have meant", async () => {
    const { exitCode, err } = await strongroom("rules", "show", "audit-redundency");
    expect(exitCode).toBe(2);
    expect(err).toContain('did you mean "audit-redundancy"?');
  });

  it("says of an id that is reserved when its rule comes", async () => {
    const { exitCode, err } = await strongroom("rules", "show", "access-widened");
    expect(exitCode).toBe(2);
    expect(err).toContain("comes with the access evaluator");
  });
});

describe("rules check", () => {
  const broken = {
    "stacks/rules.yaml": "all:\n  kv-versionned: { level: warn }\n  token-ttl-bounded: { maxTtlSeconds: -1 }\n",
    "stacks/waivers.yaml": "- rule: no-root-equivalent\n  resource: x\n  environments: [prodution]\n",
  };

  it("takes files that say nothing, and good ones", async () => {
    const { exitCode, out } = await inProject({ "stacks/rules.yaml": "" }, () => strongroom("rules", "check"));
    expect([exitCode, out]).toEqual([
      0,
      "stacks/rules.yaml and stacks/waivers.yaml are as the rules can read them: 0 waivers\n",
    ]);
  });

  it("says every problem of both files at once", async () => {
    const { exitCode, out } = await inProject(broken, () => strongroom("rules", "check"));
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^stacks\/rules\.yaml has 2 problems:$/mu);
    expect(out).toContain('did you mean "kv-versioned"?');
    expect(out).toMatch(/^stacks\/waivers\.yaml has \d problems:$/mu);
    expect(out).toContain('did you mean "production"?');
    expect(out).toContain("[0].owner");
  });

  it("says them to another program", async () => {
    const { exitCode, out } = await inProject(broken, () => strongroom("rules", "check", "--json"));
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      problems: [{ subject: "stacks/rules.yaml", place: "2:3" }, {}, {}, {}, {}, {}, {}],
    });
  });
});
