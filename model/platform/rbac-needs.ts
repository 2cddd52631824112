import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import { asText } from "../scalars";
import type { Unknown, Value } from "../value";
import { notRead } from "./join";
import type { Permission } from "./rbac";

/** What an account may have to do: verbs on resources of API groups. */
export interface Need {
  readonly groups: RegExp;
  readonly resources: RegExp;
  readonly verbs: RegExp;
}

/** What a permission gives beyond some needs. */
export interface Excess {
  /** `create of pods/exec`, sorted. */
  readonly excess: readonly string[];
  /** Values that are not known, by which it might give more. */
  readonly open: readonly Unknown[];
}

/**
 * A permission gives each of its verbs on each of its resources in each of its groups (Kubernetes documentation, Using RBAC
 * Authorization). A wildcard is no need of anybody's.
 */
export function excessOf({ groups, resources, verbs, urls }: Permission, needs: readonly Need[]): Excess {
  const given = texts(resources).flatMap((resource) =>
    texts(verbs).flatMap((verb) =>
      texts(groups).map((group) => ({
        isNeeded: anyOf(
          needs.map((need) =>
            allOf([matches(group, need.groups), matches(resource, need.resources), matches(verb, need.verbs)]),
          ),
        ),
        words: `${wordOf(verb)} of ${wordOf(resource)}${wordOf(group) === "*" ? " in any group" : ""}`,
      })),
    ),
  );
  const ofUrls = texts(urls).flatMap((url) =>
    texts(verbs).map((verb) => ({ isNeeded: matches(url, openUrls), words: `${wordOf(verb)} of ${wordOf(url)}` })),
  );
  const all = [...given, ...ofUrls];
  return {
    excess: [...new Set(all.filter(({ isNeeded }) => isNeeded === false).map(({ words }) => words))].sort(),
    open: all.map(({ isNeeded }) => isNeeded).filter(isOpen),
  };
}

/** What every account may read of the cluster's API anyway (Kubernetes documentation, Using RBAC Authorization, Discovery roles). */
const openUrls = /^\/(?:healthz|livez|readyz|version|api|apis|openapi|openid|\.well-known)(?:\/|$)/u;

function texts(list: Value<readonly Value[]>): Value<string | undefined>[] {
  return list.kind === "known" ? list.value.map(asText) : [notRead(list)];
}

function matches(text: Value<string | undefined>, pattern: RegExp): Certainty {
  return text.kind === "known" ? pattern.test(text.value ?? "") : notRead(text);
}

function wordOf(text: Value<string | undefined>): string {
  return text.kind === "known" ? (text.value ?? "") : "something";
}
