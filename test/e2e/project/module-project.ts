/** A project whose program is a test's own instead of the declared company: the audit devices, the deployer and one module. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDeclaration } from "../../../modules/policies/declaration";
import type { PolicyStanza } from "../../../modules/policies/document";
import type { Policies } from "../../../modules/policies/policies";
import { commitAll, createProject, mustSucceed, repository, type CommandResult, type TestProject } from "./project";

/** What a program is given to declare with. */
export interface Given {
  /** For each component that is declared: the Vault provider, logged in as the deployer. */
  readonly options: pulumi.ComponentResourceOptions;
  /** Of the program, and the deployer's. */
  readonly policies: Policies;
}

/** The default export of `test/e2e/programs/<name>.ts`. */
export interface ModuleProgram<Parameters> {
  /** What the deployer needs for it, beyond audit devices, policies, mounts and auth methods. */
  readonly rights: (parameters: Parameters) => readonly PolicyStanza[];
  readonly policies: readonly PolicyDeclaration[];
  readonly declare: (given: Given, parameters: Parameters) => void;
}

/**
 * Makes a project that declares `test/e2e/programs/<name>.ts` with these parameters, starts its Vault and brings it up. The program
 * may import from `modules/` and packages, as if it stood in its place; of the tests it may import types only.
 * @param prepare changes the project's values before anything runs
 */
export async function createModuleProject(
  name: string,
  parameters: object,
  prepare: (project: TestProject) => void = () => undefined,
): Promise<TestProject> {
  const project = await createProject();
  const file = path.join("test", "e2e", "programs", `${name}.ts`);
  mkdirSync(path.join(project.root, path.dirname(file)), { recursive: true });
  cpSync(path.join(repository, file), path.join(project.root, file));
  writeFileSync(path.join(project.root, "stacks", "index.ts"), program(name));
  // What a module does with what is taken from it is for its test to see; what is lost by that, for the guard's (test/e2e/guard.test.ts).
  writeFileSync(rulesFile(project), "environments:\n  dev:\n    no-data-loss: { level: warn }\n");
  prepare(project);
  giveParameters(project, parameters);
  // What the rules let through is compared with the default branch's.
  commitAll(project.root, "Declare what is tested");
  await mustSucceed(project.root, "dev", "start");
  await mustSucceed(project.root, "up", "dev", "--yes");
  return project;
}

/** Brings the project up with other parameters. Fails with all that was printed where that fails. */
export function upWith(project: TestProject, parameters: object): Promise<CommandResult> {
  giveParameters(project, parameters);
  return mustSucceed(project.root, "up", "dev", "--yes");
}

/** Parameters for the next preview or up. */
export function giveParameters({ root }: TestProject, parameters: object): void {
  writeFileSync(path.join(root, "stacks", "parameters.json"), JSON.stringify(parameters));
}

/** The levels and limits of the project's rules. */
export function rulesFile({ root }: TestProject): string {
  return path.join(root, "stacks", "rules.yaml");
}

const program = (name: string): string => `import { readFileSync } from "node:fs";
import path from "node:path";
import { policyDocument } from "../modules/policies/document";
import tested from "../test/e2e/programs/${name}";
import { declare } from "./core";
import { deployerPolicy } from "./deployer/declare";
import { readEnvironment } from "./environment";
import { environmentNames } from "./files";
import { realiseStart, waitFor } from "./realise";

const parameters = JSON.parse(readFileSync(path.join(__dirname, "parameters.json"), "utf8"));
const declaration = declare(readEnvironment(__dirname, "dev", environmentNames(__dirname)).values);
const deployers = declaration.policies.filter((policy) => policy.name === deployerPolicy);
const { policies, provider } = realiseStart(declaration, [
  ...deployers.map((policy) => ({ ...policy, text: policy.text + policyDocument(tested.rights(parameters)) })),
  ...tested.policies,
]);
waitFor(policies.policy(deployerPolicy));
tested.declare({ options: { providers: { vault: provider } }, policies }, parameters);
`;
