import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** `toolchain/modules/provider-vault/sdk-tokens.json`: the types and functions that our provider must offer, and no others. */
export function providerTokens(): string {
  const sources = sdkSources();
  const document = {
    "//": "Generated from the installed @pulumi/vault by `npm run generate`. Do not edit.",
    resources: tokensIn(sources, /\.__pulumiType = '(vault:[^']+)'/g),
    functions: tokensIn(sources, /pulumi\.runtime\.invoke\("(vault:[^"]+)"/g),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The source of each module of the installed SDK. */
export function sdkSources(): string[] {
  const folder = path.dirname(require.resolve("@pulumi/vault/package.json"));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"));
}

function tokensIn(sources: readonly string[], pattern: RegExp): string[] {
  const tokens = sources.flatMap((source) => Array.from(source.matchAll(pattern), ([, token = ""]) => token));
  return [...new Set(tokens)].sort();
}
