import { rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Pulumi } from "../../cli/engine";
import type { Project } from "../../cli/project";
import { plainEnvironment } from "../environment";
import { repository } from "../project";
import type { Subject } from "../subject";

/** Of `--json`, all that is looked at. */
const report = z.object({ outcome: z.string(), operations: z.array(z.unknown()) });

/** `strongroom preview dev` and `strongroom up dev`: through the pack, and read back after an apply. */
export function strongroom(project: Project, { parts }: Pulumi): Subject {
  const command = (objects: number, ...arguments_: string[]) => ({
    program: process.execPath,
    arguments: [path.join(repository, "cli", "strongroom.js"), ...arguments_],
    folder: project.root,
    environment: { ...plainEnvironment(process.env), BENCH_OBJECTS: String(objects) },
  });
  return {
    name: "strongroom",
    versions: `with its policy pack; pulumi ${parts.pulumi.version}, provider ${parts["provider-vault"].version}, node ${process.versions.node}`,
    previewEmpty: () => command(0, "preview", "dev"),
    preview: (objects) => command(objects, "preview", "dev", "--json"),
    previewProblem: ({ out }) => {
      const { outcome, operations } = report.parse(JSON.parse(out));
      return outcome === "clean" && operations.length === 0
        ? undefined
        : `the preview is ${outcome}, with ${operations.length} operations`;
    },
    apply: (objects) => command(objects, "up", "dev", "--yes", "--json"),
    forget: () => rm(project.state, { recursive: true, force: true }),
  };
}
