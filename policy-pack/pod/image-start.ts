import { variableOf } from "../../model/platform/containers";
import { imageHazards, versionOfImage, type ImageHazard } from "../../model/platform/vault-images";
import type { Resource } from "../../model/resource";
import { allOf, anyOf, isNot, isOpen, type Certainty } from "../../model/certainty";
import { asList, asText } from "../../model/scalars";
import { asUnknown, field, isAbsent, type Value } from "../../model/value";
import { notEvaluated, violation, type Outcome } from "../outcome";
import { podRequirement } from "./requirement";

/** Images of Vault that are known not to start with the rights that the container has. */
export function judgeStart(podSpec: Value, container: Value, manifest: Resource): Outcome[] {
  const image = asText(field(container, "image"));
  if (image.kind !== "known" || image.value === undefined) return [];
  if (!/(?:^|\/)vault(?:-enterprise)?[:@]/u.test(image.value)) return [];
  const version = versionOfImage(image.value);
  const hazard = imageHazards.find(({ versions }) => version !== undefined && versions.includes(version));
  if (hazard === undefined) return [];
  const { capability, mendedIn } = hazard;
  const requirement = podRequirement(manifest, image, {
    must: `start without the capability ${capability}`,
    setting: `the image to ${mendedIn.join(", ")} or later`,
    helm: "server.image.tag",
  });
  const isLacking = lacks(hazard, podSpec, container);
  if (isOpen(isLacking)) return [notEvaluated(isLacking, requirement)];
  return isLacking ? [violation(image, requirement)] : [];
}

/** Without root a program has a capability only if its file brings it and the container does not drop it. */
function lacks({ capability, variable }: ImageHazard, podSpec: Value, container: Value): Certainty {
  const names = (list: string) => field(container, "securityContext", "capabilities", list);
  const isSpared = variable === undefined ? false : isThere(variableOf(container, variable));
  const contexts = [field(container, "securityContext"), field(podSpec, "securityContext")];
  const isSomebody = contexts.flatMap((context) => [
    isThere(field(context, "runAsUser")),
    isThere(field(context, "runAsNonRoot")),
  ]);
  return allOf([
    isNot(includes(names("add"), [capability])),
    isNot(isSpared),
    anyOf([...isSomebody, includes(names("drop"), ["ALL", capability])]),
  ]);
}

function isThere(value: Value): Certainty {
  return value.kind === "unknown" ? value : !isAbsent(value);
}

function includes(list: Value, wanted: readonly string[]): Certainty {
  const items = asList(list);
  if (items.kind !== "known") return asUnknown(items, "is a secret text");
  return anyOf(
    items.value.map(asText).map((name): Certainty => {
      if (name.kind !== "known") return asUnknown(name, "is a secret text");
      return wanted.includes((name.value ?? "").toUpperCase().replace(/^CAP_/u, ""));
    }),
  );
}
