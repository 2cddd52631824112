import { allOf, type Certainty } from "./certainty";
import { input, providerPrefix, type Resource } from "./resource";
import { asText } from "./scalars";
import { asUnknown, isAbsent, unknown, type Value } from "./value";

/** A setting that decides which server two providers reach, or which part of it. */
export interface Target {
  readonly before: Value<string | undefined>;
  readonly now: Value<string | undefined>;
  readonly isSame: Certainty;
}

/**
 * Everything that decides what two providers reach.
 *
 * @param defaultAddress of a Vault provider that names none; undefined where nobody knows
 */
export function targetsOf(before: Resource, now: Resource, defaultAddress: string | undefined): Target[] {
  if (before.type !== now.type) return [];
  switch (before.type.slice(providerPrefix.length)) {
    case "vault":
      return [target(before, now, "address", defaultAddress), target(before, now, "namespace", "")];
    case "kubernetes":
      return clusterNames(before, now).map((name) => target(before, now, name, ""));
    default:
      return [];
  }
}

/** The identifier says which cluster it is, whatever the rest says (pulumi-kubernetes, provider.go, DiffConfig). */
function clusterNames(before: Resource, now: Resource): string[] {
  const isIdentified = [before, now].some((provider) => !isAbsent(input(provider, "clusterIdentifier")));
  return isIdentified ? ["clusterIdentifier"] : ["context", "cluster", "kubeconfig"];
}

/** Whether two providers reach the same. */
export function reachSame(before: Resource, now: Resource, defaultAddress: string | undefined): Certainty {
  return allOf(targetsOf(before, now, defaultAddress).map(({ isSame }) => isSame));
}

/** @param otherwise what counts where nothing is given; undefined where nobody knows */
function target(before: Resource, now: Resource, name: string, otherwise: string | undefined): Target {
  const [was, is] = [asText(input(before, name)), asText(input(now, name))];
  return { before: was, now: is, isSame: isSameText(was, is, otherwise) };
}

function isSameText(
  was: Value<string | undefined>,
  is: Value<string | undefined>,
  otherwise: string | undefined,
): Certainty {
  if (was.kind === "secret" && is.kind === "secret") return was.sameAs(is);
  if (was.kind !== "known") return asUnknown(was, notCompared);
  if (is.kind !== "known") return asUnknown(is, notCompared);
  if (was.value === is.value) return true;
  const [old, current] = [was.value ?? otherwise, is.value ?? otherwise];
  if (old === undefined || current === undefined)
    return unknown("is taken from the environment of whoever runs it", old === undefined ? was.place : is.place);
  return withoutSlashes(old) === withoutSlashes(current);
}

const notCompared = "is secret, and is not compared";

function withoutSlashes(text: string): string {
  return text.trim().replace(/^\/+|\/+$/gu, "");
}
