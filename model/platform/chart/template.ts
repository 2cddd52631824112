import { readSecret } from "../../secret";
import { parseYaml } from "../../server/helm-values";
import { unknownMark } from "../../unknown-mark";
import { known, unknown, type Value } from "../../value";
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
  const text = template.replace(action, (whole, name: string) => resolved(release, name) ?? whole);
  if (text.includes("{{")) return unknown("is a template that rules do not run", value.place);
  const yaml = parseYaml(text, value, isSecret);
  // A text of blanks says nothing.
  return yaml.kind === "known" && yaml.value === "" ? known(undefined, value.place) : yaml;
}

const action = /\{\{-?\s*(?<name>.*?)\s*-?\}\}/gu;

/** What an action stands for; a value that is not known yet becomes one in the YAML that is read. */
function resolved(release: Release, name: string): string | undefined {
  const value = named(release, name);
  if (value === undefined) return undefined;
  const text = printed(value);
  return text.kind === "known" && text.value !== undefined ? text.value : unknownMark;
}

function named(release: Release, action: string): Value | undefined {
  const included = /^(?:template|include) "(?<name>vault\.\w+)" [.$]$/u.exec(action)?.groups?.["name"];
  if (included === "vault.name") return release.chartName;
  if (included === "vault.fullname") return release.names.full;
  if (included === "vault.namespace") return release.namespace;
  if (action === ".Release.Name") return release.name;
  if (action === ".Release.Namespace") return release.namespace;
  const path = /^\.Values\.(?<path>[\w.]+)$/u.exec(action)?.groups?.["path"];
  return path === undefined ? undefined : release.values.get(...path.split("."));
}
