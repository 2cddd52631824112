import { flattened } from "./flatten";
import { JsonScanner } from "./json-scanner";
import { jsonKey, jsonLiteral } from "./leaf";
import type { Item, Key, ListValue, ObjectValue, Value } from "./syntax";
import { depthLimit, SyntaxProblem } from "./syntax";
import type { Token } from "./token";

/**
 * Parses the JSON form of HCL as github.com/hashicorp/hcl v1.0.1-vault-7 `json/parser` does, which takes much that is no JSON:
 * trailing commas, a missing closing brace, anything behind the object; booleans and lists inside a list are passed over.
 * Throws SyntaxProblem.
 */
export function parseJsonForm(text: string): ObjectValue {
  return flattened(new JsonParser(text).file());
}

/** What the grammar refuses, in contrast to the scanner: see `object`. */
class GrammarProblem extends SyntaxProblem {}

class JsonParser {
  private readonly scanner: JsonScanner;
  private token: Token = { kind: "EOF", text: "", place: { line: 1, column: 1 } };
  private depth = 0;

  constructor(text: string) {
    this.scanner = new JsonScanner(text);
  }

  file(): ObjectValue {
    if (this.scan().kind !== "LBRACE") return this.fail(`Expected object, got unknown token: ${describe(this.token)}`);
    return this.object();
  }

  /**
   * An object whose opening brace is the current token. Go lets anything wrong pass if the token it stumbled over is a closing
   * brace: it is what ends `{}` and `{"a": 1,}`, and also `{"a": }` and `{"a": [1}`.
   */
  private object(): ObjectValue {
    const { place } = this.token;
    const items: Item[] = [];
    this.depth += 1;
    if (this.depth > depthLimit) throw new SyntaxProblem(`nested deeper than ${depthLimit} levels`, place);
    try {
      this.readItems(items);
    } catch (problem) {
      if (!(problem instanceof GrammarProblem) || this.token.kind !== "RBRACE") throw problem;
    }
    this.depth -= 1;
    return { kind: "object", items, place };
  }

  /** Ends at the first token behind an item that is no comma, whatever it is, or at the end of the text. */
  private readItems(items: Item[]): void {
    do {
      const keys = this.keys();
      const value = keys && this.value();
      if (keys === undefined || value === undefined) return;
      items.push({ keys, assigned: true, value, place: keys[0].place });
    } while (this.scan().kind === "COMMA");
  }

  /** The strings before the colon, of which Go allows several; undefined at the end of the text. */
  private keys(): Item["keys"] | undefined {
    const keys: Key[] = [];
    for (;;) {
      const token = this.scan();
      if (token.kind === "EOF") return undefined;
      if (token.kind === "STRING") {
        keys.push(jsonKey(token));
        continue;
      }
      const [first, ...rest] = keys;
      if (token.kind === "COLON" && first !== undefined) return [first, ...rest];
      return this.fail(`expected: STRING got: ${token.kind}`);
    }
  }

  /** Undefined at the end of the text. */
  private value(): Value | undefined {
    const token = this.scan();
    switch (token.kind) {
      case "NUMBER":
      case "FLOAT":
      case "BOOL":
      case "NULL":
      case "STRING":
        return jsonLiteral(token);
      case "LBRACE":
        return this.object();
      case "LBRACK":
        return this.list();
      case "EOF":
        return undefined;
      default:
        return this.fail(`Expected object value, got unknown token: ${describe(token)}`);
    }
  }

  private list(): ListValue {
    const { place } = this.token;
    const items: Value[] = [];
    for (;;) {
      const token = this.scan();
      switch (token.kind) {
        case "NUMBER":
        case "FLOAT":
        case "STRING":
          items.push(jsonLiteral(token));
          continue;
        case "LBRACE":
          items.push(this.object());
          continue;
        case "COMMA":
        case "BOOL":
        case "LBRACK":
          // Go passes over all three: `[true, [1]]` is a list of one number and ends at the first closing bracket.
          continue;
        case "RBRACK":
          return { kind: "list", items, place };
        default:
          return this.fail(`unexpected token while parsing list: ${token.kind}`);
      }
    }
  }

  private scan(): Token {
    this.token = this.scanner.scan();
    return this.token;
  }

  private fail(message: string): never {
    throw new GrammarProblem(message, this.token.place);
  }
}

const describe = ({ kind, text, place }: Token): string => `${place.line}:${place.column} ${kind} ${text}`;
