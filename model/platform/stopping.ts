import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import { containersOf, type Container } from "../server/workload";
import { asUnknown, field, isAbsent, type Value } from "../value";
import { runsServer, type ServerWorkload } from "./servers";

/**
 * The hooks by which servers would have to be told to stop, and are not: of each server that a shell starts as its child. The signal
 * that ends a pod goes to the shell, which does not pass it on, and the server is killed at the end of the grace period. Where it is
 * not known whether a shell does, the value that decides.
 */
export function missedSignals({ manifest }: ServerWorkload): Value[] {
  return containersOf(manifest)
    .filter(runsServer)
    .flatMap((container) => {
      const hook = field(container.settings, "lifecycle", "preStop");
      const isChild = isChildOfShell(container);
      if (isChild === false || (hook.kind !== "unknown" && !isAbsent(hook))) return [];
      return isOpen(isChild) ? [isChild] : [hook];
    });
}

function isChildOfShell({ commandLine }: Container): Certainty {
  const [first, ...scripts] = commandLine;
  if (first === undefined) return false;
  return allOf([
    matches(first, (word) => /^(?:\S*\/)?(?:ba|da|a)?sh(?:\s|$)/u.test(word)),
    anyOf([first, ...scripts].map((script) => matches(script, startsChild))),
  ]);
}

function startsChild(script: string): boolean {
  return /\bvault\s+server\b/u.test(script) && !/\bexec\s[^\n;&|]*\bvault\s+server\b/u.test(script);
}

function matches(text: Value<string | undefined>, is: (text: string) => boolean): Certainty {
  return text.kind === "known" ? is(text.value ?? "") : asUnknown(text, "is a secret text");
}
