import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sharedCommit } from "../../plan/default-branch";

let root: string;
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), "strongroom-git-"))));
afterEach(() => rmSync(root, { recursive: true }));

function git(...parameters: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  return execFileSync("git", parameters, {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

function commit(file: string, text: string): string {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
  git("add", "--all");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "c");
  return git("rev-parse", "HEAD");
}

function repository(branch = "main"): string {
  git("init", "--quiet", "--initial-branch", branch);
  return commit("vault/stacks/rules.yaml", "all: {}\n");
}

async function shared(named?: string) {
  const { branch, ...found } = await sharedCommit(path.join(root, "vault"), named);
  return "commit" in found
    ? { branch, commit: found.commit, text: await found.textOf("stacks/rules.yaml"), none: await found.textOf("no") }
    : { branch, why: found.why };
}

test("is what a branch and the default branch have in common, whatever came after", async () => {
  const base = repository();
  git("switch", "--quiet", "--create", "work");
  commit("vault/stacks/rules.yaml", "all: { a: 1 }\n");
  git("switch", "--quiet", "main");
  commit("vault/stacks/rules.yaml", "all: { b: 1 }\n");
  git("switch", "--quiet", "work");
  expect(await shared()).toEqual({ branch: "main", commit: base, text: "all: {}\n", none: undefined });
});

test("is the branch that the remote calls its own, before any local one", async () => {
  const base = repository();
  git("remote", "add", "origin", "https://example.com/x.git");
  git("update-ref", "refs/remotes/origin/trunk", base);
  git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
  commit("vault/stacks/rules.yaml", "all: { a: 1 }\n");
  expect(await shared()).toMatchObject({ branch: "origin/trunk", commit: base, text: "all: {}\n" });
  expect(await shared("main")).toMatchObject({ branch: "main", text: "all: { a: 1 }\n" });
});

test("is compared with the branch as it is now as well, where it went on", async () => {
  const base = repository();
  git("switch", "--quiet", "--create", "work");
  git("switch", "--quiet", "main");
  const tip = commit("vault/stacks/rules.yaml", "all: { b: 1 }\n");
  git("switch", "--quiet", "work");
  const found = await sharedCommit(path.join(root, "vault"));
  if (!("commit" in found)) throw new Error(found.why);
  expect([found.commit, found.tip?.commit, await found.tip?.textOf("stacks/rules.yaml")]).toEqual([
    base,
    tip,
    "all: { b: 1 }\n",
  ]);
});

test.each(["main", "master"])("is the remote's only usual branch, %s, where it does not say", async (name) => {
  const base = repository();
  git("remote", "add", "origin", "https://example.com/x.git");
  git("update-ref", `refs/remotes/origin/${name}`, base);
  expect(await shared()).toMatchObject({ branch: `origin/${name}`, commit: base });
  git("update-ref", "refs/remotes/origin/main", base);
  git("update-ref", "refs/remotes/origin/master", base);
  expect(await shared()).toMatchObject({ why: expect.stringContaining("does not say") as unknown });
});

test.each([
  ["no repository", () => mkdirSync(path.join(root, "vault")), "only a git checkout shows"],
  [
    "no commit",
    () => {
      git("init", "--quiet", "--initial-branch", "main");
      mkdirSync(path.join(root, "vault"));
    },
    "is not known, because the repository does not say what its default branch is",
  ],
  [
    "a default branch of another name",
    () => repository("production"),
    "is not known, because the repository does not say what its default branch is",
  ],
  [
    "a remote that does not say",
    () => {
      repository();
      git("remote", "add", "origin", "https://example.com/x.git");
    },
    "is not known, because the repository does not say what its default branch is",
  ],
])("cannot be found with %s, and that is said", async (_, prepare, why) => {
  prepare();
  expect(await shared()).toEqual({ branch: "the default branch", why });
});

test("cannot be found without a common history, or with a name that is none", async () => {
  repository();
  git("switch", "--quiet", "--orphan", "alone");
  commit("vault/stacks/rules.yaml", "");
  for (const branch of ["main", "nowhere", "--all"]) {
    expect(await shared(branch)).toEqual({
      branch,
      why: `is not known, because this checkout has no history that it shares with ${branch}`,
    });
  }
});
