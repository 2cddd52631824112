import type { Certainty } from "../certainty";
import { known, type Value } from "../value";
import { notRead } from "./join";

/** A version of Vault's image that does not start without a right. */
export interface ImageHazard {
  readonly versions: readonly string[];
  /** The capability that it wants. */
  readonly capability: "SETFCAP" | "IPC_LOCK";
  /** A variable that makes it do without. */
  readonly variable?: string;
  /** The versions of the same lines that do not want it. */
  readonly mendedIn: readonly string[];
}

/**
 * Sources: Vault documentation, important changes, "Docker image startup failures" and "Docker image requires IPC_LOCK capability"
 * with "IPC_LOCK requirement removed".
 */
export const imageHazards: readonly ImageHazard[] = [
  {
    versions: ["1.19.16", "1.20.10", "1.21.5", "2.0.0"],
    capability: "SETFCAP",
    variable: "SKIP_SETCAP",
    mendedIn: ["1.19.18", "1.20.12", "1.21.7", "2.0.2"],
  },
  {
    versions: ["1.19.17", "1.20.11", "1.21.6", "2.0.1"],
    capability: "IPC_LOCK",
    mendedIn: ["1.19.18", "1.20.12", "1.21.7", "2.0.2"],
  },
];

/** The image, or the repository alone, up to the colon, where no more is known: what runs in it does not depend on the tag. */
export function withoutOpenTag(image: Value<string | undefined>): Value<string | undefined> {
  const beginning = image.kind === "unknown" ? image.partly?.beginning : undefined;
  return beginning === undefined || !/[^/]:$/u.test(beginning) ? image : known(beginning, image.place);
}

/** The version in an image's tag: `1.21.5` of `hashicorp/vault:1.21.5-ent@sha256:...`; undefined where the tag says none. */
export function versionOfImage(image: string): string | undefined {
  return /:v?(?<version>\d+\.\d+\.\d+)(?=$|[-+@._])/u.exec(image.replace(/^.*\//u, ""))?.groups?.["version"];
}

/** Whether an image is Vault Enterprise's: by its name, `hashicorp/vault-enterprise`, or by its tag, `1.21.5-ent.hsm`. */
export function isEnterpriseImage(image: Value<string | undefined>): Certainty {
  if (image.kind !== "known") return notRead(image);
  return /vault-enterprise[^/]*$|:[^/@]*[-_.]ent(?:[-_.@]|$)/u.test(image.value ?? "");
}
