import { execFile } from "node:child_process";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Io } from "../../cli/io";
import { codeOf } from "../../toolchain/embedded/system-error";
import type { Part } from "../../toolchain/part";
import { progressLine } from "../../toolchain/progress";
import { provideFrom } from "../../toolchain/provide";
import { plainEnvironment } from "../environment";
import { repository } from "../project";
import type { Subject } from "../subject";

const provider: Part<"terraform-provider-vault"> = {
  name: "terraform-provider-vault",
  purpose: "Terraform's provider for Vault",
  file: "terraform-provider-vault",
  version: "5.9.0",
  fits: { from: "5.9.0", below: "5.9.1" },
  source: {
    kind: "go",
    folder: path.join(repository, "bench", "terraform-provider"),
    package: "github.com/hashicorp/terraform-provider-vault",
    linkerFlags: "-s -w",
    modules: 200,
    megabytes: 1100,
    // 15 where Strongroom's own provider was built before: the two share nearly all packages.
    seconds: 70,
  },
  official: "https://releases.hashicorp.com/terraform-provider-vault/",
};

interface Place {
  /** Where the configuration and its state go; made here. */
  readonly folder: string;
  /** What the provider reaches Vault with. */
  readonly vault: Readonly<Record<string, string>>;
}

/** `terraform plan` and `terraform apply`, with the provider that Strongroom's wraps; undefined where there is no terraform. */
export async function terraform({ folder, vault }: Place, io: Io): Promise<Subject | undefined> {
  const version = await terraformVersion();
  if (version === undefined) return undefined;
  const built = await buildProvider(io);
  await mkdir(folder);
  const settings = path.join(folder, "terraform.rc");
  const override = `provider_installation {\n  dev_overrides {\n    "hashicorp/vault" = ${JSON.stringify(path.dirname(built))}\n  }\n  direct {}\n}\n`;
  await writeFile(settings, override);
  await copyFile(path.join(repository, "bench", "programs", "terraform.tf"), path.join(folder, "main.tf"));
  const command = (objects: number, ...arguments_: string[]) => ({
    program: "terraform",
    arguments: [...arguments_, "-input=false", "-no-color"],
    folder,
    environment: {
      ...plainEnvironment(process.env),
      ...vault,
      TF_CLI_CONFIG_FILE: settings,
      TF_VAR_objects: String(objects),
      CHECKPOINT_DISABLE: "1",
    },
  });
  return {
    name: "terraform",
    versions: `terraform ${version} with its provider for Vault ${provider.version}`,
    previewEmpty: () => command(0, "plan"),
    // With it, changes end with exit code 2.
    preview: (objects) => command(objects, "plan", "-detailed-exitcode"),
    previewProblem: () => undefined,
    apply: (objects) => command(objects, "apply", "-auto-approve"),
    forget: async () => {
      for (const file of ["terraform.tfstate", "terraform.tfstate.backup"]) {
        await rm(path.join(folder, file), { force: true });
      }
    },
  };
}

async function terraformVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("terraform", ["version", "-json"], {
      env: { ...plainEnvironment(process.env), CHECKPOINT_DISABLE: "1" },
    });
    return z.object({ terraform_version: z.string() }).parse(JSON.parse(stdout)).terraform_version;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function buildProvider(io: Io): Promise<string> {
  const line = progressLine(process.stderr);
  const parts = await provideFrom([provider], [provider.name], {
    progress: line.show,
    signal: io.signal,
    environment: io.env,
  }).finally(line.end);
  return parts[provider.name].path;
}
