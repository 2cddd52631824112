import { readSecret } from "../../secret";
import { parseYaml } from "../../server/yaml-text";
import { asUnknown, isFields, isList, known, unknown, type Value } from "../../value";
import { printed } from "./content";
import type { Release } from "./release";

/**
 * A value that the chart takes as YAML, or as a text of YAML that goes through its template engine first (`tpl`). Such a text is
 * read with the names of the release put in; of a template that asks for more nothing is known.
 */
export function yamlOf(release: Release, value: Value): Value {
  if (value.kind === "secret") return readSecret(value, (text) => parseTemplate(release, text, value, true));
  return value.kind === "known" && typeof value.value === "string"
    ? parseTemplate(release, value.value, value, false)
    : value;
}

function parseTemplate(release: Release, template: string, value: Value, isSecret: boolean): Value {
  const open: Value[] = [];
  const text = template.replace(action, (whole, name: string) => {
    const stands = named(release, name);
    if (stands === undefined) return whole;
    const plain = printed(stands);
    return plain.kind === "known" && plain.value !== undefined ? plain.value : markOf(open.push(stands) - 1);
  });
  if (text.includes("{{")) return unknown("is a template that rules do not run", value.place);
  const yaml = withOpen(parseYaml(text, value, isSecret), open);
  // A text of blanks says nothing.
  return yaml.kind === "known" && yaml.value === "" ? known(undefined, value.place) : yaml;
}

const action = /\{\{-?\s*(?<name>.*?)\s*-?\}\}/gu;

/** Stands for a value that is not known while the YAML is read. */
function markOf(index: number): string {
  return `strongroom-value-${index}`;
}

/** Puts the values that are not known where their marks stand: each as itself, so that it is the same as elsewhere. */
function withOpen(value: Value, open: readonly Value[]): Value {
  if (value.kind !== "known" || open.length === 0) return value;
  const { value: content, place } = value;
  if (isList(content))
    return known(
      content.map((item) => withOpen(item, open)),
      place,
    );
  if (isFields(content))
    return known(new Map([...content].map(([name, member]) => [name, withOpen(member, open)])), place);
  if (typeof content !== "string") return value;
  const own = open.find((_, index) => content === markOf(index));
  const within = open.find((_, index) => content.includes(markOf(index)));
  return own ?? (within === undefined ? value : asUnknown(within, "is a secret text"));
}

function named(release: Release, written: string): Value | undefined {
  const action = written.replace(/^\$(?=\.)/u, "").replace(/\s*\|\s*quote$/u, "");
  const included = /^(?:template|include) "(?<name>vault\.\w+)" [.$]$/u.exec(action)?.groups?.["name"];
  if (included === "vault.name") return release.chartName;
  if (included === "vault.fullname") return release.names.full;
  if (included === "vault.namespace") return release.namespace;
  if (action === ".Release.Name") return release.name;
  if (action === ".Release.Namespace") return release.namespace;
  const path = /^\.Values\.(?<path>[\w.]+)$/u.exec(action)?.groups?.["path"];
  return path === undefined ? undefined : release.values.get(...path.split("."));
}
