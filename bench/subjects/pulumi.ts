import { copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { stringify } from "yaml";
import type { Pulumi } from "../../cli/engine";
import { pulumiEnvironment } from "../../toolchain/environment";
import { plainEnvironment } from "../environment";
import { repository } from "../project";
import type { Subject } from "../subject";
import { runTimed } from "../timed-command";

/** As `pulumi new typescript` writes it. */
const tsconfig = {
  compilerOptions: {
    strict: true,
    outDir: "bin",
    target: "es2020",
    module: "commonjs",
    moduleResolution: "node",
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
  },
  files: ["index.ts"],
};

interface Place {
  /** Where the program and its state go; made here. */
  readonly folder: string;
  /** What the provider reaches Vault with. */
  readonly vault: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Plain `pulumi preview` and `pulumi up` of ordinary TypeScript, with the same binaries and provider, and no pack. */
export async function pulumi({ parts }: Pulumi, { folder, vault, signal }: Place): Promise<Subject> {
  const state = path.join(folder, "state");
  await mkdir(folder);
  await writeFile(path.join(folder, "Pulumi.yaml"), stringify({ name: "bench", runtime: "nodejs" }));
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ name: "bench", main: "index.ts" }));
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  await copyFile(path.join(repository, "bench", "programs", "plain-pulumi.ts"), path.join(folder, "index.ts"));
  await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  const clean = plainEnvironment(process.env);
  const variables = await pulumiEnvironment(parts, { state, environment: clean });
  const command = (objects: number, ...arguments_: string[]) => ({
    program: "pulumi",
    arguments: [...arguments_, "--stack", "dev", "--non-interactive"],
    folder,
    environment: { ...clean, ...variables, ...vault, BENCH_OBJECTS: String(objects) },
  });
  const forget = async () => {
    await rm(state, { recursive: true, force: true });
    await mkdir(state);
    const init = { ...command(0, "stack", "init"), arguments: ["stack", "init", "dev", "--non-interactive"] };
    const { code, err } = await runTimed(init, signal);
    if (code !== 0) throw new Error(`pulumi stack init: ${err}`);
  };
  return {
    name: "pulumi",
    versions: `pulumi ${parts.pulumi.version}, the same engine and provider as Strongroom; ts-node as the SDK brings it, its cache warm`,
    previewEmpty: () => command(0, "preview"),
    preview: (objects) => command(objects, "preview", "--expect-no-changes"),
    previewProblem: () => undefined,
    apply: (objects) => command(objects, "up", "--yes"),
    forget,
  };
}
