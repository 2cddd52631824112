import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { rules } from "../policy-pack/rules/index";
import { configurationPage } from "./configuration-page";
import { environmentSchema } from "./environment-schema";
import { providerTokens } from "./provider-tokens";
import { reportSchema } from "./report-schema";
import { rulesSchema, waiversSchema } from "./rule-file-schemas";
import { rulePages } from "./rule-pages";
import { vaultSecretFields } from "./vault-secret-fields";

/**
 * `npm run generate` writes every generated file; with `--check` it writes nothing and fails when one is not up to date.
 */
const root = path.resolve(__dirname, "..");

/** Every generated file by its path in the repository. */
function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/configuration.md", configurationPage()],
    ["docs/report.schema.json", reportSchema()],
    ["model/vault-secret-fields.ts", vaultSecretFields(root)],
    ["stacks/environment.schema.json", environmentSchema()],
    ["stacks/rules.schema.json", rulesSchema(rules)],
    ["stacks/waivers.schema.json", waiversSchema(rules)],
    ["toolchain/modules/provider-vault/sdk-tokens.json", providerTokens()],
    ...rulePages(rules),
  ]);
}

async function main(): Promise<void> {
  const formatted = await Promise.all(
    [...generatedFiles()].map(async ([file, text]) => [file, await pretty(file, text)] as const),
  );
  const stale = formatted.filter(([file, text]) => current(file) !== text);
  if (process.argv.includes("--check")) {
    if (stale.length === 0) return;
    process.stderr.write(`These generated files are not up to date; run \`npm run generate\`:\n${list(stale)}`);
    process.exitCode = 1;
    return;
  }
  for (const [file, text] of stale) write(file, text);
  process.stdout.write(stale.length === 0 ? "Every generated file is up to date.\n" : `Written:\n${list(stale)}`);
}

async function pretty(file: string, text: string): Promise<string> {
  if (!file.endsWith(".ts")) return text;
  return format(text, { ...(await resolveConfig(path.join(root, file))), filepath: file });
}

function current(file: string): string | undefined {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, "utf8") : undefined;
}

function write(file: string, text: string): void {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(`${place}.tmp`, text);
  renameSync(`${place}.tmp`, place);
}

function list(files: readonly (readonly [string, string])[]): string {
  return files.map(([file]) => `  ${file}\n`).join("");
}

void main();
