import { Config, getStack } from "@pulumi/pulumi";
import type { Surroundings } from "./connection";
import { responsibleStacks, tierOf, type Environment } from "./environment";

/**
 * The environment that the stack's own configuration declares. Nothing else can make the rules less strict: neither the shell's
 * environment nor the stack's name.
 */
export function readEnvironment({ environment }: Surroundings): Environment {
  const config = new Config("strongroom");
  const declaredTier = config.get("tier");
  return {
    judged: "stack",
    stack: getStack(),
    declaredTier,
    tier: tierOf(declaredTier),
    responsible: responsibleStacks(config.getObject<unknown>("responsible")),
    vaultAddress: environment["VAULT_ADDR"],
    vaultSkipVerify: environment["VAULT_SKIP_VERIFY"],
  };
}
