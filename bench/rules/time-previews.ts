import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ExampleResource } from "../../policy-pack/example";
import { inProject, type Pulumi } from "../../test/e2e/rules-program";
import { repository } from "../project";
import { median } from "../result";
import { mixedStack } from "./mixed-stack";

/** Seconds that whole previews take, by medians. */
export interface Previews {
  readonly resources: number;
  readonly oneRule: number;
  readonly allRules: number;
}

/** So few that the rules take no time: what is left is the start of the engine, the program and the pack. */
const nothing = 1;

/** A preview of thousands takes minutes. */
function roundsOf(resources: number): number {
  return resources > 1000 ? 1 : 3;
}

/**
 * Whole first previews by the real engine, of stacks of so many resources and of next to none, with all rules and with a pack of one.
 * The two take turns.
 */
export async function timePreviews(counts: readonly number[], tell: (line: string) => void): Promise<Previews[]> {
  const oneRule = await mkdtemp(path.join(tmpdir(), "strongroom-bench-pack-"));
  try {
    await writePack(oneRule);
    const previews: Previews[] = [];
    for (const resources of [nothing, ...counts]) {
      const stack = mixedStack(resources);
      const times = { one: [] as number[], all: [] as number[] };
      const rounds = roundsOf(resources);
      for (let round = 1; round <= rounds; round++) {
        tell(`${resources.toLocaleString("en")} resources, round ${round} of ${rounds}`);
        times.one.push(await timed(stack, oneRule));
        times.all.push(await timed(stack, path.join(repository, "policy-pack")));
      }
      previews.push({ resources, oneRule: median(times.one) ?? NaN, allRules: median(times.all) ?? NaN });
    }
    return previews;
  } finally {
    await rm(oneRule, { recursive: true, force: true });
  }
}

function timed(stack: readonly ExampleResource[], pack: string): Promise<number> {
  // Each provider is a process of its own.
  return inProject(stack, { tier: "production", pack, sharesProviders: true }, async (pulumi) => {
    // The first run in a fresh folder sets up what the engine keeps.
    if (stack.length === nothing) await previewed(pulumi, stack);
    const begun = performance.now();
    await previewed(pulumi, stack);
    return (performance.now() - begun) / 1000;
  });
}

/** @throws where the engine has not seen all of it */
async function previewed(pulumi: Pulumi, stack: readonly ExampleResource[]): Promise<void> {
  const { output } = await pulumi(["preview", "--color", "never", "--non-interactive"]);
  const count = Number(/\+ (?<count>\d+) to create/u.exec(output)?.groups?.["count"] ?? 0);
  if (count < stack.length) throw new Error(`the engine saw ${count} of ${stack.length}: ${output.slice(-2000)}`);
}

async function writePack(folder: string): Promise<void> {
  for (const file of ["PulumiPolicy.yaml", "package.json"])
    await copyFile(path.join(repository, "policy-pack", file), path.join(folder, file));
  const parts = ["typescript.js", path.join("bench", "rules", "one-rule-pack.ts")];
  const requires = parts.map((part) => `require(${JSON.stringify(path.join(repository, part))});\n`);
  await writeFile(path.join(folder, "pack.js"), requires.join(""));
}
