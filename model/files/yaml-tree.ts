import { isAlias, isMap, isScalar, isSeq, Scalar, type Node, type Pair } from "yaml";
import type { Position } from "../place";
import { refuseDepth, UnreadableTree, type Budget } from "./bounds";
import { isObject, listOf, located, objectOf, type Located } from "./located";

/**
 * Makes plain data with places of one parsed document. An anchor is read once and counted wherever an alias stands for it, so that
 * aliases of aliases end at the budget and not in memory.
 */
export class YamlTree {
  private readonly anchors = new Map<string, Anchored | "being read">();

  constructor(
    private readonly at: (offset: number) => Position,
    /** How far a line is indented. */
    private readonly indentOf: (line: number) => number,
    private readonly budget: Budget,
  ) {}

  /** @throws UnreadableTree for a repeated key, a key that is no text, an alias that stands in what it stands for, and too much */
  read(node: Node, depth: number): Located {
    const position = this.positionOf(node);
    refuseDepth(depth, position);
    if (isAlias(node)) return this.resolve(node.source, position);
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (anchor === undefined) return this.readContent(node, position, depth);
    this.anchors.set(anchor, "being read");
    const before = this.budget.spent;
    const tree = this.readContent(node, position, depth);
    this.anchors.set(anchor, { tree, size: this.budget.spent - before });
    return tree;
  }

  private resolve(name: string, position: Position): Located {
    const anchored = this.anchors.get(name);
    if (anchored === undefined || anchored === "being read") {
      throw new UnreadableTree(position, {
        must: "be an alias of something before it",
        found: "one of nothing, or of itself",
      });
    }
    this.budget.spend(anchored.size, position);
    return anchored.tree;
  }

  private readContent(node: Node, position: Position, depth: number): Located {
    this.budget.spend(1, position);
    if (isMap(node)) return this.readMap(node.items, position, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isNode(item) ? this.read(item, depth + 1) : located(null, position)));
      return listOf(items, position);
    }
    return located(isScalar(node) ? contentOf(node) : null, position);
  }

  private readMap(pairs: readonly Pair[], position: Position, depth: number): Located {
    const members = new Map<string, Located>();
    const merged: Located[] = [];
    for (const { key, value } of pairs) {
      const keyPosition = isNode(key) ? this.positionOf(key) : position;
      if (!isScalar(key))
        throw new UnreadableTree(keyPosition, { must: "have texts for keys", found: "a key that is none" });
      const name = String(key.value);
      const tree = isNode(value) ? this.read(value, depth + 1) : located(null, keyPosition);
      if (isMergeKey(key)) merged.push(tree);
      else if (members.has(name))
        throw new UnreadableTree(keyPosition, { must: "have each key once", found: "one twice" });
      // A member is found by its key, and its text by the line on which that begins.
      else members.set(name, { ...tree, position: { ...tree.position, ...lineAndColumn(keyPosition) } });
    }
    // What is merged never wins over what is written, nor a later one over an earlier one (yaml.org/type/merge.html).
    for (const [name, member] of merged.flatMap(membersToMerge)) if (!members.has(name)) members.set(name, member);
    return objectOf(members, position);
  }

  private positionOf(node: Node): Position {
    const position = this.at(node.range?.[0] ?? 0);
    const isBlock = isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
    return isBlock ? { ...position, textLine: position.line + 1, ...this.textColumn(node, position) } : position;
  }

  /** Of its first line that is not empty, what the text itself has no blanks of. */
  private textColumn({ value }: Scalar, { line }: Position): Pick<Position, "textColumn"> {
    const lines = String(value).split("\n");
    const first = lines.findIndex((each) => each.trim() !== "");
    if (first === -1) return {};
    const own = lines[first]?.search(/[^ ]/u) ?? 0;
    return { textColumn: this.indentOf(line + 1 + first) - own + 1 };
  }
}

interface Anchored {
  readonly tree: Located;
  readonly size: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}

/** Bytes as a text with one character for each, as cloud-init writes compressed files. */
function contentOf({ value, tag }: Scalar): unknown {
  const isBinary = tag === "tag:yaml.org,2002:binary" && typeof value === "string";
  return isBinary ? Buffer.from(value, "base64").toString("latin1") : value;
}

function isMergeKey({ value, type }: Scalar): boolean {
  return value === "<<" && type === Scalar.PLAIN;
}

function membersToMerge(tree: Located): [string, Located][] {
  if (Array.isArray(tree.data)) return [...tree.members.values()].flatMap(membersToMerge);
  return isObject(tree.data) ? [...tree.members] : [];
}

function lineAndColumn({ line, column }: Position): Pick<Position, "line" | "column"> {
  return { line, column };
}
