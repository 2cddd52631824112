import { literal, key } from "./leaf";
import { quote } from "./quote";
import { Scanner } from "./scanner";
import type { Item, Key, ListValue, ObjectValue, Place, Value } from "./syntax";
import { depthLimit, SyntaxProblem } from "./syntax";
import type { Token, TokenKind } from "./token";

/** Parses HCL as github.com/hashicorp/hcl v1.0.1-vault-7 `hcl/parser` does. Throws SyntaxProblem. */
export function parseHclForm(text: string): ObjectValue {
  // Go does the same, whatever the line ends stand in.
  return new Parser(text.replaceAll("\r\n", "\n")).file();
}

class Parser {
  private readonly scanner: Scanner;
  private token: Token = { kind: "EOF", text: "", place: { line: 1, column: 1 } };
  private putBack = false;
  private depth = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  file(): ObjectValue {
    return { kind: "object", items: this.items(), place: { line: 1, column: 1 } };
  }

  /** The items up to a closing brace or the end. `key =` at the very end counts as nothing, as in Go. */
  private items(inObject = false): readonly Item[] {
    const items: Item[] = [];
    const assigned = new Set<string>();
    for (;;) {
      if (inObject && this.peek().kind === "RBRACE") return items;
      const item = this.item();
      if (item === undefined) return items;
      if (item.assigned) refuseDuplicate(item.keys[0], assigned);
      items.push(item);
      if (this.peek().kind === "COMMA") this.scan();
    }
  }

  private item(): Item | undefined {
    const keys = this.keys();
    if (keys === undefined) return undefined;
    const { place } = keys[0];
    switch (this.token.kind) {
      case "ASSIGN": {
        const value = this.value();
        return value && { keys, assigned: true, value, place };
      }
      case "LBRACE":
        return { keys, assigned: false, value: this.object(), place };
      default: {
        const names = keys.map(({ source }) => source).join(" ");
        return this.fail(`key '${names}' expected start of object ('{') or assignment ('=')`);
      }
    }
  }

  /** The keys before `=` or `{`, which is the current token afterwards; undefined at the end of the text. */
  private keys(): Item["keys"] | undefined {
    const keys: Key[] = [];
    for (;;) {
      const token = this.scan();
      switch (token.kind) {
        case "IDENT":
        case "STRING":
          keys.push(key(token));
          continue;
        case "EOF":
          return nonEmpty(keys);
        case "ASSIGN":
          if (keys.length === 0) return this.fail("no object keys found!");
          if (keys.length > 1) return this.fail("nested object expected: LBRACE got: ASSIGN");
          return nonEmpty(keys);
        case "LBRACE":
          return nonEmpty(keys) ?? this.fail("expected: IDENT | STRING got: LBRACE");
        case "RBRACE":
          // `{ a }`: Vault names the key that has no value.
          return nonEmpty(keys) ?? this.fail("expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE");
        default:
          return this.fail(`expected: IDENT | STRING | ASSIGN | LBRACE got: ${token.kind}`);
      }
    }
  }

  /** What follows `=`; undefined at the end of the text. */
  private value(): Value | undefined {
    const token = this.scan();
    if (isLiteral(token.kind)) return literal(token);
    if (token.kind === "LBRACE") return this.object();
    if (token.kind === "LBRACK") return this.list();
    if (token.kind === "EOF") return undefined;
    return this.fail(`Unknown token: ${at(token.place)} ${token.kind} ${token.text}`);
  }

  /** An object whose opening brace is the current token. */
  private object(): ObjectValue {
    const { place } = this.token;
    this.goDeeper();
    const items = this.items(true);
    if (this.scan().kind !== "RBRACE") this.fail(`object expected closing RBRACE got: ${this.token.kind}`);
    this.depth -= 1;
    return { kind: "object", items, place };
  }

  /** A list whose opening bracket is the current token. Behind a list inside the list no comma is needed, as in Go. */
  private list(): ListValue {
    const { place } = this.token;
    const items: Value[] = [];
    let needsComma = false;
    this.goDeeper();
    for (;;) {
      const token = this.scan();
      if (needsComma && token.kind !== "COMMA" && token.kind !== "RBRACK") {
        this.fail(`error parsing list, expected comma or list end, got: ${token.kind}`);
      }
      if (isLiteral(token.kind)) {
        items.push(literal(token));
        needsComma = true;
        continue;
      }
      switch (token.kind) {
        case "COMMA":
          needsComma = false;
          continue;
        case "LBRACE":
          items.push(this.object());
          needsComma = true;
          continue;
        case "LBRACK":
          items.push(this.list());
          continue;
        case "RBRACK":
          this.depth -= 1;
          return { kind: "list", items, place };
        default:
          this.fail(`unexpected token while parsing list: ${token.kind}`);
      }
    }
  }

  /** The next token that is no comment. */
  private scan(): Token {
    if (this.putBack) {
      this.putBack = false;
      return this.token;
    }
    do this.token = this.scanner.scan();
    while (this.token.kind === "COMMENT");
    return this.token;
  }

  private peek(): Token {
    const token = this.scan();
    this.putBack = true;
    return token;
  }

  private goDeeper(): void {
    this.depth += 1;
    if (this.depth > depthLimit) this.fail(`nested deeper than ${depthLimit} levels`);
  }

  private fail(message: string): never {
    throw new SyntaxProblem(message, this.token.place);
  }
}

const isLiteral = (kind: TokenKind): boolean =>
  kind === "NUMBER" || kind === "FLOAT" || kind === "BOOL" || kind === "STRING" || kind === "HEREDOC";

const at = ({ line, column }: Place): string => `${line}:${column}`;

function refuseDuplicate({ source, place }: Key, assigned: Set<string>): void {
  if (assigned.has(source)) {
    throw new SyntaxProblem(
      `The argument ${quote(source)} at ${at(place)} was already set. Each argument can only be defined once`,
      place,
    );
  }
  assigned.add(source);
}

function nonEmpty(keys: readonly Key[]): Item["keys"] | undefined {
  const [first, ...rest] = keys;
  return first && [first, ...rest];
}
