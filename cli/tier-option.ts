import { tiers, type Tier } from "../policy-pack/environment";
import { exitCodes, Refusal } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";

/** @throws Refusal for a tier that is none */
export function tierNamed(name: string): Tier {
  const tier = tiers.find((each) => each === name);
  if (tier !== undefined) return tier;
  const must = `be dev, staging or production${didYouMean(name, tiers)}`;
  throw new Refusal([{ subject: "--tier", must, found: JSON.stringify(name) }], {
    exitCode: exitCodes.usage,
    summary: "Nothing was read.",
  });
}
