import path from "node:path";
import { GitError, simpleGit, type SimpleGit } from "simple-git";

/** The last commit that a checkout shares with the default branch, and the branch as it is now. */
export interface SharedCommit extends Commit {
  /** The default branch: `origin/main`. */
  readonly branch: string;
  /** The branch's last commit, where that is another one. */
  readonly tip?: Commit;
}

/** One state of the project. Paths are those below the project. */
export interface Commit {
  readonly commit: string;
  /** The text of a file; undefined where there is none. */
  readonly textOf: (file: string) => Promise<string | undefined>;
  /** The names of what is in a folder; none where there is no such folder. */
  readonly namesIn: (folder: string) => Promise<string[]>;
  /** Every file of the repository, by its path below the top. */
  readonly everyFile: () => Promise<string[]>;
}

/** Why there is nothing to compare with; completes "a value that ...". */
export interface NothingShared {
  readonly branch: string;
  readonly why: string;
  /** Whether the repository has a remote: then what is checked out may be somebody's proposal, and its own tier says nothing. */
  readonly hasRemote: boolean;
}

/**
 * Finds what a checkout is compared with: the commit that it shares with the default branch, and the branch's last one, because a
 * checkout can begin at any commit, also at one that was less strict.
 *
 * @param root folder of Pulumi.yaml, anywhere in the repository
 * @param named the branch that the caller names; by default the one that the remote calls its own, or its only `main` or `master`; the
 * local `main` or `master` where there is no remote
 */
export async function sharedCommit(root: string, named?: string): Promise<SharedCommit | NothingShared> {
  const git = simpleGit({ baseDir: root });
  if (!(await isCheckout(git))) {
    return { branch: named ?? "the default branch", why: "only a git checkout shows", hasRemote: false };
  }
  const hasRemote = (await git.getRemotes()).length > 0;
  const branch = named ?? (await remoteDefault(git)) ?? (hasRemote ? await remoteUsual(git) : await localDefault(git));
  if (branch === undefined) {
    return {
      branch: "the default branch",
      why: "is not known, because the repository does not say what its default branch is",
      hasRemote,
    };
  }
  const commit = await answer(git, ["merge-base", "HEAD", `${branch}^{commit}`]);
  if (commit === undefined) {
    return {
      branch,
      why: `is not known, because this checkout has no history that it shares with ${branch}`,
      hasRemote,
    };
  }
  const tip = await answer(git, ["rev-parse", "--verify", `${branch}^{commit}`]);
  return {
    branch,
    ...commitOf(git, commit),
    ...(tip === undefined || tip === commit ? {} : { tip: commitOf(git, tip) }),
  };
}

async function isCheckout(git: SimpleGit): Promise<boolean> {
  return (await answer(git, ["rev-parse", "--is-inside-work-tree"])) === "true";
}

async function remoteDefault(git: SimpleGit): Promise<string | undefined> {
  return answer(git, ["symbolic-ref", "--short", "refs/remotes/origin/HEAD"]);
}

/** A repository that was made here and pushed, and many a CI system's, does not say; of two usual names it would be a guess. */
async function remoteUsual(git: SimpleGit): Promise<string | undefined> {
  const { all } = await git.branch(["--remotes"]);
  const [only, ...others] = ["origin/main", "origin/master"].filter((name) => all.includes(name));
  return others.length === 0 ? only : undefined;
}

/** A repository that was never pushed anywhere has nobody else's branch. */
async function localDefault(git: SimpleGit): Promise<string | undefined> {
  const { all } = await git.branchLocal();
  return ["main", "master"].find((name) => all.includes(name));
}

function commitOf(git: SimpleGit, commit: string): Commit {
  return {
    commit,
    textOf: (file) => textIn(git, commit, file),
    namesIn: async (folder) => {
      const names = await git.raw(["ls-tree", "-z", "--name-only", commit, `${inCommit(folder)}/`]);
      return names.split("\0").flatMap((name) => (name === "" ? [] : [path.basename(name)]));
    },
    everyFile: async () => (await git.raw(["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit])).split("\0"),
  };
}

async function textIn(git: SimpleGit, commit: string, file: string): Promise<string | undefined> {
  const place = inCommit(file);
  const found = await git.raw(["ls-tree", "--name-only", commit, place]);
  return found.trim() === "" ? undefined : git.raw(["show", `${commit}:${place}`]);
}

/** Paths with a dot are below the folder that git runs in, and not below the top of the repository. */
function inCommit(file: string): string {
  return `./${file.split(path.sep).join("/")}`;
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
