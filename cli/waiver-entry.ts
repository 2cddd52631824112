import { Document, isSeq, parseDocument, type Node } from "yaml";
import type { Waiver } from "../policy-pack/waiver";

/** A waiver as the file has it. */
export type WaiverEntry = Omit<Waiver, "position">;

/**
 * The text of a file of waivers with one more, everything else in it as it was, comments too.
 *
 * @param text YAML: a list of waivers, or nothing but comments
 */
export function withWaiver(text: string, entry: WaiverEntry): string {
  const before = parseDocument(text);
  const count = isSeq(before.contents) ? before.contents.items.length : 0;
  const appended = `${text}${separator(text, count)}${rewritten(new Document([]), entry)}`;
  const { contents, errors } = parseDocument(appended);
  if (errors.length === 0 && isSeq(contents) && contents.items.length === count + 1) return appended;
  return rewritten(before, entry);
}

const form = { lineWidth: 0, flowCollectionPadding: false };

/** Comments alone are about the file, and not about its first waiver. */
function separator(text: string, count: number): string {
  if (text === "") return "";
  return `${text.endsWith("\n") ? "" : "\n"}${count === 0 ? "\n" : ""}`;
}

/** A list that is written in another way, such as `[]`, is laid out anew. */
function rewritten(document: Document, entry: WaiverEntry): string {
  const { contents } = document;
  if (!isSeq(contents)) throw new Error("a waiver can only be added to a list");
  contents.flow = false;
  contents.items.push(nodeOf(document, entry));
  return document.toString(form);
}

function nodeOf(document: Document, { environments, ...rest }: WaiverEntry): Node {
  const { rule, resource, path, reason, owner, expires } = rest;
  const inside = path === undefined ? {} : { path };
  const names = document.createNode(environments, { flow: true });
  return document.createNode({ rule, resource, ...inside, environments: names, reason, owner, expires });
}
