import type { Version, VersionRange } from "./version";

export type PartName =
  | "language-nodejs"
  | "analyzer-policy"
  | "pulumi"
  | "provider-vault"
  | "vault"
  | "provider-kubernetes"
  | "etcd"
  | "kube-apiserver"
  | "directory";

/** A binary that commands need: what it is, which of the user's own will do, and how to make one. */
export interface Part<Name extends string = PartName> {
  readonly name: Name;
  /** What it is for, after "<file> is": `the Pulumi command line`. */
  readonly purpose: string;
  /** The name of its executable. */
  readonly file: string;
  /** The version that we make. */
  readonly version: Version;
  /** Which of the user's own will do. */
  readonly fits: VersionRange;
  /**
   * Arguments that make it print its version. Of a program that prints none, the user's own is used as companion (`companionOf`), or as
   * Pulumi plugin, whose folder names the version.
   */
  readonly versionArguments?: readonly string[];
  /** A version whose text matches this does not fit, for the reason given. */
  readonly unfit?: { readonly pattern: RegExp; readonly reason: string };
  /** The part whose installation brings this one: the user's own is used exactly when that one is, and from the same folder. */
  readonly companionOf?: Name;
  /** Companions that the user's own must have beside it. */
  readonly companions?: readonly { readonly file: string; readonly before?: Version }[];
  readonly source: GoSource | ScriptSource;
  /** What alone needs it; without this, every environment does. It is made when that is at hand, never beforehand. */
  readonly onlyFor?: "Kubernetes objects" | "tests";
  /** Where the official one is to be had. */
  readonly official: string;
}

/** Built by `go build` from a module folder whose go.mod and go.sum pin everything. */
export interface GoSource {
  readonly kind: "go";
  /** The folder with go.mod and go.sum. */
  readonly folder: string;
  /** The main package, as `go build` names it. */
  readonly package: string;
  /** Go's build tags. */
  readonly tags?: readonly string[];
  readonly linkerFlags: string;
  /** How many modules `go` downloads for it on a machine that has none. */
  readonly modules: number;
  /** Disk that its modules, what is kept of compiling them and the binary take on such a machine. */
  readonly megabytes: number;
  /** Seconds to compile on two cores with an empty build cache, built in the order of `parts`. */
  readonly seconds: number;
}

/** A script of ours that is used as it is. */
export interface ScriptSource {
  readonly kind: "script";
  readonly script: string;
}
