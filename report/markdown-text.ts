import { visible } from "../problem/visible";

/**
 * Texts of others inside Markdown, on GitHub and GitLab alike: nothing in them formats, links, mentions anybody, refers to an issue,
 * begins a line, or ends what it stands in.
 */

/** A name or a value, set as code: there nothing has a meaning. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "(nothing)";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Several lines of code, such as what an engine said. */
export function codeBlock(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}text`, ...lines, fence];
}

/** Prose that may have names in it. */
export function prose(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]()<>|^=+-]/gu, "\\$&")
      .replace(/&(?=\S)/gu, "&amp;&#8203;")
      .replace(/&(?=\s|$)/gu, "&amp;")
      // Mentions, issues, merge requests, labels, milestones, snippets, epics and emoji are looked for after Markdown's escapes are gone.
      .replace(/(?<!&)[@#!~%$:](?=\S)/gu, "$&&#8203;")
      .replace(/\b(?:www\.|GH-)/giu, "$&&#8203;")
  );
}

function oneLine(text: string): string {
  return visible(text.replace(/\s+/gu, " ")).trim();
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}
