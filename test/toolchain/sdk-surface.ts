import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What a resource offers, one line for each property: `tokenPolicies: string[]`, `secretId: string secret`, `tune.maxLeaseTtl: string`. */
export type Surface = readonly string[];

/** Reads from the installed @pulumi/vault's declarations what each of its resource types offers, by type token. */
export function sdkSurface(): ReadonlyMap<string, Surface> {
  const folder = path.dirname(require.resolve("@pulumi/vault/package.json"));
  const nested = interfacesIn(declarations(path.join(folder, "types", "output.d.ts")), "outputs");
  const surface = new Map<string, Surface>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const program = readFileSync(path.join(folder, name.replace(/\.d\.ts$/, ".js")), "utf8");
    const token = /\.__pulumiType = '(vault:[^']+)'/.exec(program)?.[1];
    if (token !== undefined) surface.set(token, surfaceOf(declarations(path.join(folder, name)), program, nested));
  }
  return surface;
}

type Members = ReadonlyMap<string, ts.TypeNode>;

function surfaceOf(file: ts.SourceFile, program: string, nested: ReadonlyMap<string, Members>): Surface {
  const secrets = new Set(/additionalSecretOutputs: \[(.*?)\]/.exec(program)?.[1]?.match(/\w+/g));
  const outputs = new Map<string, ts.TypeNode>();
  const inputs = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isClassDeclaration(statement)) {
      for (const [name, type] of membersOf(statement)) outputs.set(name, type);
    } else if (ts.isInterfaceDeclaration(statement) && statement.name.text.endsWith("Args")) {
      for (const [name] of membersOf(statement)) inputs.add(name);
    }
  }
  return [...outputs]
    .flatMap(([name, type]) => {
      const marks = `${inputs.has(name) ? "" : " output"}${secrets.has(name) ? " secret" : ""}`;
      const [first = "", ...rest] = lines(name, type, nested);
      return [`${first}${marks}`, ...rest];
    })
    .sort();
}

function lines(name: string, type: ts.TypeNode, nested: ReadonlyMap<string, Members>): string[] {
  const bare = unwrapped(type);
  if (ts.isArrayTypeNode(bare)) {
    const [first = "", ...rest] = lines(name, bare.elementType, nested);
    return [`${first}[]`, ...rest];
  }
  if (ts.isTypeLiteralNode(bare)) {
    const index = bare.members.find(ts.isIndexSignatureDeclaration);
    if (index !== undefined) return [`${name}: map of ${unwrapped(index.type).getText()}`];
  }
  const members = nested.get(bare.getText());
  if (members === undefined) return [`${name}: ${bare.getText()}`];
  const inner = [...members].flatMap(([member, memberType]) => lines(`${name}.${member}`, memberType, nested));
  return [`${name}: object`, ...inner];
}

/** Without `pulumi.Output<>`, `| undefined` and parentheses. */
function unwrapped(type: ts.TypeNode): ts.TypeNode {
  if (ts.isParenthesizedTypeNode(type)) return unwrapped(type.type);
  if (ts.isUnionTypeNode(type)) {
    const rest = type.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
    return rest[0] === undefined || rest.length > 1 ? type : unwrapped(rest[0]);
  }
  if (ts.isTypeReferenceNode(type) && type.typeName.getText() === "pulumi.Output") {
    const inner = type.typeArguments?.[0];
    return inner === undefined ? type : unwrapped(inner);
  }
  return type;
}

function membersOf(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration): Members {
  const members = new Map<string, ts.TypeNode>();
  for (const member of declaration.members) {
    if (!ts.isPropertyDeclaration(member) && !ts.isPropertySignature(member)) continue;
    const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
    if (!isStatic && member.type !== undefined) members.set(member.name.getText(), member.type);
  }
  return members;
}

/** The interfaces of a file by the name under which other files refer to them: `outputs.kv.SecretV2CustomMetadata`. */
function interfacesIn(file: ts.SourceFile, prefix: string): ReadonlyMap<string, Members> {
  const found = new Map<string, Members>();
  const visit = (statements: readonly ts.Statement[], within: string) => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(`${within}.${statement.name.text}`, membersOf(statement));
      else if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${within}.${statement.name.text}`);
      }
    }
  };
  visit(file.statements, prefix);
  return found;
}

function declarations(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}
