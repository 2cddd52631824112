import { quote } from "../../hcl/quote";
import type { Place } from "../../hcl/syntax";
import { type AnyValue, parameterValue } from "./any-value";
import { grantedCapabilities } from "./capability";
import { finishControlGroup } from "./control-group";
import type { Entry } from "./decode";
import { decodeFields, type Fields } from "./fields";
import { patternOf, withoutLeadingSlash } from "./pattern";
import type { Parameters, Pattern, Stanza } from "./policy";
import type { Findings } from "./problem";
import { isTemplated } from "./template";
import { wrappingTtls } from "./wrapping-ttl";

/**
 * Reads one stanza as vault/policy.go, parsePaths does: which parts Vault looks at depends on the others. What is wrong goes to
 * `findings`; the stanza is undefined where nothing sensible can be said of it.
 */
export function parseStanza(entry: Entry, findings: Findings): Stanza | undefined {
  const [label] = entry.keys;
  // `path { ... }` without a label is the path `path`.
  const path = label?.text ?? "path";
  const place = label?.place ?? entry.place;
  const pattern = checkPath(path, place, findings);
  const fields = decodeFields(path, entry, findings);
  if (fields === undefined) return undefined;
  const granted = grantedCapabilities(path, fields.policy, fields.capabilities, findings);
  const rest = granted.reachesRest
    ? readRest(path, fields, granted.all, findings)
    : { requiredParameters: [], mfaMethods: [], subscribeEventTypes: [] };
  return pattern && { path, pattern, capabilities: granted.capabilities, ...rest, place };
}

function checkPath(path: string, place: Place, findings: Findings): Pattern | undefined {
  if (isTemplated(path) === undefined) {
    findings.add(place, {
      path: `path ${quote(path)}`,
      must: "have a closing }} for each {{",
      found: quote(path),
      vault: "failed to validate policy templating: unbalanced templating characters",
    });
  }
  const pattern = patternOf(path);
  if (pattern === undefined) {
    findings.add(place, {
      path: `path ${quote(path)}`,
      must: "not have a + right before a *",
      found: quote(path),
      fix: "write + for one segment, a final * for any ending",
      vault: `path ${quote(withoutLeadingSlash(path))}: invalid use of wildcards ('+*' is forbidden)`,
    });
  }
  return pattern;
}

/** What Vault reads only of a stanza that has no deny. */
function readRest(
  path: string,
  fields: Fields,
  capabilities: readonly string[],
  findings: Findings,
): Omit<Stanza, "path" | "pattern" | "capabilities" | "place"> {
  const subject = `path ${quote(path)}`;
  const controlGroup = fields.controlGroup && finishControlGroup(subject, fields.controlGroup, capabilities, findings);
  return {
    ...wrappingTtls(subject, fields, findings),
    ...(fields.allowedParameters && { allowedParameters: lowerCased(fields.allowedParameters) }),
    ...(fields.deniedParameters && { deniedParameters: lowerCased(fields.deniedParameters) }),
    ...(controlGroup && { controlGroup }),
    requiredParameters: fields.requiredParameters,
    mfaMethods: fields.mfaMethods,
    subscribeEventTypes: fields.subscribeEventTypes,
  };
}

function lowerCased(parameters: Map<string, AnyValue>): Parameters {
  return new Map(
    [...parameters].map(([name, values]) => [
      goLowerCase(name),
      values.kind === "list" ? values.items.map(parameterValue) : [],
    ]),
  );
}

/** Go's `strings.ToLower`: character by character, so that `İ` is `i` and a capital sigma `σ` even at the end of a word. */
export const goLowerCase = (text: string): string =>
  Array.from(text, (character) => (character === "İ" ? "i" : character.toLowerCase())).join("");
