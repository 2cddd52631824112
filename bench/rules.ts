/**
 * `node typescript.js bench/rules.ts [COUNT...]`: what all rules cost beside one of them alone, over a stack of Vault's and Kubernetes'
 * resources: the processor time, asked by those functions of Pulumi's that answer the engine, and whole previews by the engine itself;
 * and the processor time of `scan` for a thousand manifests beside parsing them. No Vault has a part in it.
 */
import { ownSurroundings } from "../policy-pack/connection";
import { deserializeOnce } from "../policy-pack/deserialize-once";
import type { Environment } from "../policy-pack/environment";
import { toPolicies } from "../policy-pack/pulumi";
import { rules } from "../policy-pack/rules/index";
import tlsListenerRequired from "../policy-pack/rules/tls/tls-listener-required";
import { table } from "../report/layout";
import { askPack, type Asked } from "./rules/ask-pack";
import { mixedStack } from "./rules/mixed-stack";
import { timePreviews, type Previews } from "./rules/time-previews";
import { timeScan } from "./rules/time-scan";

const environment: Environment = {
  judged: "stack",
  stack: "bench",
  declaredTier: "production",
  tier: "production",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};

async function run(counts: readonly number[]): Promise<void> {
  deserializeOnce();
  const [one, all] = [[tlsListenerRequired], rules].map((each) => toPolicies(each, environment, ownSurroundings()));
  if (one === undefined || all === undefined) return;
  // What is compiled as it runs is no part of what a resource costs.
  await askPack(all, mixedStack(200));
  const rows: string[][] = [];
  for (const count of counts) {
    const stack = mixedStack(count);
    const alone = await askPack(one, stack);
    const together = await askPack(all, stack);
    rows.push([count.toLocaleString("en"), ...cells(alone, together, count)]);
  }
  const header = [
    "resources",
    "one rule, s",
    `${rules.length} rules: each resource, s`,
    "the stack, s",
    "ms a resource more",
    "said",
  ];
  const { scan, parse } = timeScan(
    mixedStack(2500 + 50)
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .slice(0, 1000),
  );
  process.stdout.write(`${table([header, ...rows]).join("\n")}\n\n`);
  process.stdout.write(
    `scan of 1,000 manifests: ${scan.toFixed(2)} s, ${(scan / parse).toFixed(1)} times their parsing alone\n\n`,
  );
  const previews = await timePreviews(counts, (line) => process.stderr.write(`  whole previews: ${line}\n`));
  process.stdout.write(`${table([previewHeader, ...previews.map(previewCells)]).join("\n")}\n`);
}

const previewHeader = ["resources", "preview with one rule, s", `with ${rules.length}, s`, "times as long"];

function previewCells({ resources, oneRule, allRules }: Previews): string[] {
  const numbers = [oneRule, allRules, allRules / oneRule].map((number) => number.toFixed(2));
  return [resources.toLocaleString("en"), ...numbers];
}

function cells(alone: Asked, together: Asked, count: number): string[] {
  const [less, more] = [alone, together].map(({ resources, stack }) => resources + stack) as [number, number];
  const each = ((more - less) / count) * 1000;
  return [less, together.resources, together.stack, each]
    .map((number) => number.toFixed(2))
    .concat(String(together.said));
}

const counts = process.argv.slice(2).map(Number);
run(counts.length === 0 ? [1000, 5000] : counts).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
