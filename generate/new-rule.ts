import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal, exitCodes, type Problem } from "../problem/problem";
import { ruleTemplate } from "./rule-template";

/** The families of the catalogue; each is a folder of policy-pack/rules. */
const families = ["tls", "audit", "root", "auth", "policy", "secrets", "server", "kubernetes", "change"];

const rulesFolder = path.resolve(__dirname, "../policy-pack/rules");
const indexFile = path.join(rulesFolder, "index.ts");

/**
 * `npm run new:rule -- <family>/<id>`: writes the rule's file from a template and its line in the index.
 *
 * @returns the files that were written, relative to the repository
 * @throws Refusal for a name that cannot be a rule's, or is one already; nothing is written then
 */
function newRule(name: string | undefined): string[] {
  const [family = "", id = ""] = (name ?? "").split("/");
  const entries = readIndex();
  const [first, ...rest] = problemsWith(name, family, id, entries);
  if (first !== undefined)
    throw new Refusal([first, ...rest], { exitCode: exitCodes.usage, summary: "Nothing was written." });
  const file = path.join(rulesFolder, family, `${id}.ts`);
  mkdirSync(path.dirname(file), { recursive: true });
  write(file, ruleTemplate(family, id));
  write(indexFile, indexText([...entries, { family, id }]));
  return [file, indexFile].map((each) => path.relative(path.resolve(__dirname, ".."), each));
}

interface Entry {
  readonly family: string;
  readonly id: string;
}

function problemsWith(name: string | undefined, family: string, id: string, entries: readonly Entry[]): Problem[] {
  const subject = name === undefined ? "new:rule" : `rule ${name}`;
  const usage = "npm run new:rule -- tls/tls-min-version";
  if (name === undefined || name.split("/").length !== 2) {
    return [{ subject, must: "be named as <family>/<id>", found: name ?? "nothing", fix: usage }];
  }
  const existing = entries.find((entry) => entry.id === id);
  const file = `policy-pack/rules/${family}/${id}.ts`;
  return [
    ...(families.includes(family)
      ? []
      : [{ subject, path: "family", must: `be one of ${families.join(", ")}`, found: family, fix: usage }]),
    ...(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(id)
      ? []
      : [
          {
            subject,
            path: "id",
            must: "be two or more words in lower case with hyphens between them",
            found: id,
            fix: usage,
          },
        ]),
    ...(existing === undefined
      ? []
      : [
          {
            subject,
            path: "id",
            must: "be new",
            found: `policy-pack/rules/${existing.family}/${existing.id}.ts`,
            fix: "edit that file",
          },
        ]),
    ...(existing === undefined && existsSync(path.join(rulesFolder, family, `${id}.ts`))
      ? [
          {
            subject,
            path: "id",
            must: "be new",
            found: file,
            fix: "add that file to policy-pack/rules/index.ts, or remove it",
          },
        ]
      : []),
  ];
}

function readIndex(): Entry[] {
  const imports = readFileSync(indexFile, "utf8").matchAll(
    /^import \w+ from "\.\/(?<family>[\w-]+)\/(?<id>[\w-]+)";$/gmu,
  );
  return [...imports].map(({ groups }) => ({ family: groups?.["family"] ?? "", id: groups?.["id"] ?? "" }));
}

/** The whole index anew, so that its order does not depend on the order in which rules were added. */
function indexText(entries: readonly Entry[]): string {
  const sorted = [...entries].sort((left, right) => (key(left) < key(right) ? -1 : 1));
  return `import type { Rule } from "../rule";
${sorted.map(({ family, id }) => `import ${variable(id)} from "./${family}/${id}";\n`).join("")}
/** Every rule, by family. \`npm run new:rule\` adds to it. */
export const rules: readonly Rule[] = [
${sorted.map(({ id }) => `  ${variable(id)},\n`).join("")}];
`;
}

function key({ family, id }: Entry): string {
  return `${family}/${id}`;
}

function variable(id: string): string {
  return id.replace(/-(?<letter>.)/gu, (_match, letter: string) => letter.toUpperCase());
}

function write(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

function main(): void {
  try {
    const files = newRule(process.argv[2]);
    const id = path.basename(files[0] ?? "", ".ts");
    process.stdout.write(
      `Written:\n${files.map((file) => `  ${file}\n`).join("")}
Next: fill in the rule; npm test -- test/policy-pack -t ${id} says what is left. Then npm run generate writes its page.\n`,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

main();
