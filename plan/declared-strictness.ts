import { readFile } from "node:fs/promises";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { z } from "zod";
import { rulesFile } from "../policy-pack/configuration";
import { responsibleStacks, tierOf } from "../policy-pack/environment";
import { projectRulesOf } from "../policy-pack/project-rules";
import type { Strictness } from "../policy-pack/strictness";
import { waiversFile } from "../policy-pack/waivers";
import { parseYaml } from "../problem/yaml-file";
import type { Judging } from "./accepted";
import type { Commit } from "./default-branch";

/** How strictly the files that are checked out have an environment judged. */
export async function strictnessHere(root: string, { environment, project, today }: Judging): Promise<Strictness> {
  const { stack, tier } = environment;
  const { settings, waivers } = project;
  const { responsible } = declaredIn(await textHere(path.join(root, stackFile(stack))));
  // One that has expired accepts nothing, whatever the default branch has.
  return { stack, tier, responsible, settings, waivers: waivers.filter(({ expires }) => expires >= today) };
}

/**
 * How strictly a commit has an environment judged.
 *
 * @param otherwise what counts for an environment that is not there
 */
export async function strictnessIn(
  { textOf }: Commit,
  judging: Judging,
  otherwise: Pick<Strictness, "tier" | "responsible">,
): Promise<Strictness> {
  const { rules, environment, today } = judging;
  const { stack } = environment;
  const [file, rulesText, waiversText] = await Promise.all([stackFile(stack), rulesFile, waiversFile].map(textOf));
  const declared = file === undefined ? otherwise : declaredIn(file);
  const texts = { rules: rulesText, waivers: waiversText, environments: [] };
  const { settings, waivers } = projectRulesOf(texts, { rules, environment: stack, today });
  return { stack, tier: declared.tier, responsible: declared.responsible, settings, waivers };
}

function stackFile(stack: string): string {
  return path.join("stacks", `Pulumi.${stack}.yaml`);
}

const configured = z.object({
  config: z.object({ "strongroom:tier": z.unknown(), "strongroom:responsible": z.unknown() }).partial(),
});

/** What a stack file says of how the stack is judged. One that cannot be read says nothing, and is production's. */
function declaredIn(text: string): Pick<Strictness, "tier" | "responsible"> {
  const yaml = parseYaml(text, "a stack file");
  const { config = {} } = ("problems" in yaml ? undefined : configured.safeParse(yaml.value).data) ?? {};
  const tier = config["strongroom:tier"];
  return {
    tier: tierOf(typeof tier === "string" ? tier : undefined),
    responsible: responsibleStacks(config["strongroom:responsible"]),
  };
}

async function textHere(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isNativeError(error) && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}
