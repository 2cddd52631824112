import { quote } from "../../hcl/quote";
import { patternOf } from "./pattern";

/** What is wrong with a path that Vault accepts, and with which a stanza matches no request, or other ones than it looks. */
export interface PathDefect {
  readonly must: string;
  readonly found: string;
  readonly fix: string;
}

/** What is wrong with a stanza's path, as written (vault/policy.go, parsePaths; vault/acl.go); undefined for a good one. */
export function pathDefect(path: string): PathDefect | undefined {
  const found = quote(path);
  const pattern = patternOf(path);
  if (pattern === undefined) return undefined;
  const written = pattern.text.endsWith("*") && pattern.kind === "segment" ? pattern.text.slice(0, -1) : pattern.text;
  if (written === "" && pattern.kind === "exact") {
    return { must: "have a path", found, fix: "name the path that is meant; * is every path" };
  }
  if (written.startsWith("/") || withoutTemplates(written).includes("//")) {
    return { must: "have a path that a request can have", found, fix: "leave out the second slash" };
  }
  if (written.startsWith("v1/")) {
    return {
      must: "have a path as Vault names it, without the API's version",
      found,
      fix: `write ${quote(written.slice("v1/".length))}`,
    };
  }
  if (written.includes("*")) {
    return {
      must: "have a * only at its end: anywhere else it stands for itself",
      found,
      fix: "write + for one whole segment",
    };
  }
  if (written.split("/").some((segment) => /^\+.+/u.test(segment))) {
    return {
      must: "have + only as a whole segment: at the beginning of a longer one it stands for itself",
      found,
      fix: "write + for the whole segment, or a final * for any ending",
    };
  }
  const selector = selectorsIn(written).find((each) => !selectorForm.test(each));
  if (selector === undefined) return undefined;
  return {
    must: "have only selectors that Vault can fill in: it drops the stanza otherwise",
    found: quote(selector),
    fix: "write identity.entity.id, .name, .metadata.<key>, .aliases.<accessor>.name, or identity.groups.names.<name>.id",
  };
}

function selectorsIn(path: string): string[] {
  return [...path.matchAll(/\{\{(?<selector>.*?)\}\}/gu)].map(({ groups }) => (groups?.["selector"] ?? "").trim());
}

/** A selector may hold anything; it is what stands outside that becomes the path. */
function withoutTemplates(path: string): string {
  return path.replace(/\{\{.*?\}\}/gu, "{{}}");
}

/** What can have a value in a path (sdk/helper/identitytpl/templating.go, performTemplating). */
const selectorForm = new RegExp(
  [
    String.raw`identity\.entity\.(?:id|name|metadata\..*)`,
    String.raw`identity\.entity\.aliases\.[^.]*\.(?:id|name|metadata\..*|custom_metadata\..*)`,
    String.raw`identity\.groups\.(?:ids|names)\.[^.]*\.(?:id|name|metadata\..*)`,
    String.raw`time\.now(?:\.(?:plus|minus)\..+)?`,
  ]
    .map((form) => `^${form}$`)
    .join("|"),
  "u",
);
