import { anyOf, isOpen, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { containersOf, type Container } from "../server/workload";
import { asUnknown, type Unknown } from "../value";
import { openContainersOf } from "./containers";
import { manifestsIn } from "./manifests";
import { anySays, commandOf, says, textsIn } from "./scripts";
import { mountsOf, type Volume } from "./volumes";

/** Whether a container runs one of these programs, by its image or its command. */
export function runsAny(container: Container, programs: readonly string[]): Certainty {
  const named = new RegExp(`(?:^|[/\\s_-])(?:${programs.map(escape).join("|")})(?![a-z0-9])`, "iu");
  return anyOf([says(container.image, named), anySays(commandOf(container), named)]);
}

function escape(program: string): string {
  return program.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

/** Whether another container of the same pods reads a volume with one of these programs. */
export function isReadBeside(manifest: Resource, volume: Volume, programs: readonly string[]): Certainty {
  return anyOf(
    containersOf(manifest).map((container) => {
      const runs = runsAny(container, programs);
      const reads = hasMounted(container, volume);
      if (runs === false || reads === false) return false;
      return isOpen(runs) ? runs : reads;
    }),
  );
}

function hasMounted(container: Container, volume: Volume): Certainty {
  const mounts = mountsOf(container.settings);
  if (mounts.kind !== "known") return asUnknown(mounts, "is a secret text");
  return anyOf(
    mounts.value.map(({ volume: name }): boolean | Unknown => {
      if (name.kind !== "known") return asUnknown(name, "is a secret text");
      return volume.name.kind === "known"
        ? name.value === volume.name.value
        : asUnknown(volume.name, "is a secret text");
    }),
  );
}

/** Whether anything in a stack runs one of these programs: a workload, a machine's unit or what it starts with. */
export function isRunAnywhere(resources: readonly Resource[], programs: readonly string[]): Certainty {
  const named = new RegExp(`(?:^|[/\\s_-])(?:${programs.map(escape).join("|")})(?![a-z0-9])`, "iu");
  return anyOf([
    ...manifestsIn(resources).flatMap(openContainersOf),
    ...manifestsIn(resources)
      .flatMap(containersOf)
      .map((container) => runsAny(container, programs)),
    anySays(textsIn(resources), named),
  ]);
}
