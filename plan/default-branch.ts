import path from "node:path";
import { GitError, simpleGit, type SimpleGit } from "simple-git";

/** The last commit that a checkout shares with the default branch. */
export interface SharedCommit {
  /** The default branch: `origin/main`. */
  readonly branch: string;
  readonly commit: string;
  /** The text of a file in it, by its path below the project; undefined where it has none. */
  readonly textOf: (file: string) => Promise<string | undefined>;
}

/** Why there is nothing to compare with; completes "a value that ...". */
export interface NothingShared {
  readonly branch: string;
  readonly why: string;
}

/**
 * Finds what a checkout is compared with: the commit that it shares with the default branch. What is on the branch since then is not
 * the checkout's doing.
 *
 * @param root folder of Pulumi.yaml, anywhere in the repository
 * @param named the branch that the caller names; by default the one that the remote calls its own, and the local `main` or `master`
 * where there is no remote
 */
export async function sharedCommit(root: string, named?: string): Promise<SharedCommit | NothingShared> {
  const git = simpleGit({ baseDir: root });
  if (!(await isCheckout(git))) return { branch: named ?? "the default branch", why: "only a git checkout shows" };
  const branch = named ?? (await remoteDefault(git)) ?? (await localDefault(git));
  if (branch === undefined) {
    return {
      branch: "the default branch",
      why: "is not known, because the repository does not say what its default branch is",
    };
  }
  const commit = await answer(git, ["merge-base", "HEAD", `${branch}^{commit}`]);
  if (commit === undefined) {
    return { branch, why: `is not known, because this checkout has no history that it shares with ${branch}` };
  }
  return { branch, commit, textOf: (file) => textIn(git, commit, file) };
}

async function isCheckout(git: SimpleGit): Promise<boolean> {
  return (await answer(git, ["rev-parse", "--is-inside-work-tree"])) === "true";
}

async function remoteDefault(git: SimpleGit): Promise<string | undefined> {
  return answer(git, ["symbolic-ref", "--short", "refs/remotes/origin/HEAD"]);
}

/** A repository that was never pushed anywhere has nobody else's branch. */
async function localDefault(git: SimpleGit): Promise<string | undefined> {
  if ((await git.getRemotes()).length > 0) return undefined;
  const { all } = await git.branchLocal();
  return ["main", "master"].find((name) => all.includes(name));
}

async function textIn(git: SimpleGit, commit: string, file: string): Promise<string | undefined> {
  // Paths with a dot are below the folder that git runs in, and not below the top of the repository.
  const inCommit = `./${file.split(path.sep).join("/")}`;
  const found = await git.raw(["ls-tree", "--name-only", commit, inCommit]);
  return found.trim() === "" ? undefined : git.raw(["show", `${commit}:${inCommit}`]);
}

/** What git answers on one line; undefined where it has no answer. */
async function answer(git: SimpleGit, command: string[]): Promise<string | undefined> {
  try {
    const text = (await git.raw(command)).trim();
    return text === "" ? undefined : text;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
