import type { ServerWorkload } from "../../model/platform/servers";
import { asBoolean, asList, asText } from "../../model/scalars";
import { asUnknown, field, type Value } from "../../model/value";
import { demand, notEvaluated, show, violation, type Outcome } from "../outcome";
import { ofContainer, podRequirement } from "./requirement";

/** What a container may beyond its program (Kubernetes documentation, Configure a Security Context). */
export function judgeContainerSecurity(
  { manifest }: ServerWorkload,
  container: Value,
  allowed: readonly string[],
): Outcome[] {
  const get = (name: string) => asBoolean(field(container, "securityContext", name));
  const asked = (value: Value<unknown>, must: string, setting: string) =>
    podRequirement(manifest, value, { must, setting, helm: ofContainer });
  const escalation = get("allowPrivilegeEscalation");
  const privileged = get("privileged");
  const readOnly = get("readOnlyRootFilesystem");
  return [
    ...demand(privileged, asked(privileged, "not be privileged", "privileged: false"), {
      known: (isOn) => isOn !== true,
      secret: never,
    }),
    ...demand(escalation, asked(escalation, "gain no rights while it runs", "allowPrivilegeEscalation: false"), {
      known: (isOn) => isOn === false,
      secret: never,
    }),
    ...demand(
      readOnly,
      asked(readOnly, "have a root file system that it cannot write to", "readOnlyRootFilesystem: true"),
      {
        known: (isOn) => isOn === true,
        secret: never,
      },
    ),
    ...judgeDropped(container, asked),
    ...judgeAdded(container, allowed, asked),
  ];
}

type Asked = (value: Value<unknown>, must: string, setting: string) => ReturnType<typeof podRequirement>;

const never = () => false;

function judgeDropped(container: Value, asked: Asked): Outcome[] {
  const drop = field(container, "securityContext", "capabilities", "drop");
  const requirement = asked(drop, "drop all capabilities", "capabilities.drop: [ALL]");
  const names = namesIn(drop);
  if (names.some((name) => name.kind === "known" && isCapability(name.value, "ALL"))) return [];
  const open = names.find(({ kind }) => kind !== "known");
  return [open === undefined ? violation(drop, requirement, show(drop)) : notEvaluated(open, requirement)];
}

function judgeAdded(container: Value, allowed: readonly string[], asked: Asked): Outcome[] {
  const add = field(container, "securityContext", "capabilities", "add");
  const must = `add no capability${allowed.length === 0 ? "" : ` but ${allowed.join(", ")}`}`;
  return namesIn(add).flatMap((name) =>
    demand(name, asked(name, must, "capabilities.add without it"), {
      known: (text) => allowed.some((capability) => isCapability(text, capability)),
      secret: never,
    }),
  );
}

/** Container runtimes take the names with and without `CAP_`. */
function isCapability(text: string | undefined, name: string): boolean {
  return text?.toUpperCase().replace(/^CAP_/u, "") === name;
}

function namesIn(list: Value): readonly Value<string | undefined>[] {
  const items = asList(list);
  return items.kind === "known" ? items.value.map(asText) : [asUnknown(items, "is a secret text")];
}
