import { asCount, asText } from "../scalars";
import type { Container } from "../server/workload";
import { asList } from "../scalars";
import { asUnknown, field, isAbsent, known, type Unknown, type Value } from "../value";

/** How Kubernetes asks a container whether it lives, is ready, or has started. */
export interface Probe {
  readonly value: Value;
  /** The port that it asks over HTTP; undefined for a probe that does something else. */
  readonly httpPort: Value<number | undefined> | undefined;
  /** The command that it runs, as one text; undefined for a probe that runs none. */
  readonly command: Value<string> | undefined;
}

/** The probes of a container; one of which not even the kind is known stands among them. */
export function probesOf({ settings }: Container): (Probe | Unknown)[] {
  return ["startupProbe", "readinessProbe", "livenessProbe"].flatMap((name): (Probe | Unknown)[] => {
    const probe = field(settings, name);
    if (isAbsent(probe)) return [];
    return probe.kind === "known" ? [readProbe(probe, settings)] : [asUnknown(probe, "is a secret text")];
  });
}

function readProbe(probe: Value, container: Value): Probe {
  const http = field(probe, "httpGet");
  const exec = field(probe, "exec", "command");
  return {
    value: probe,
    httpPort: isAbsent(http) ? undefined : portOf(field(http, "port"), container),
    command: isAbsent(exec) ? undefined : commandOf(exec),
  };
}

/** A port can be given by the name that it has among the container's ports. */
function portOf(port: Value, container: Value): Value<number | undefined> {
  const number = asCount(port);
  if (number.kind === "known") return number;
  const name = asText(port);
  const ports = asList(field(container, "ports"));
  if (name.kind !== "known" || ports.kind !== "known") return number;
  const named = ports.value.find((each) => {
    const own = asText(field(each, "name"));
    return own.kind === "known" && own.value === name.value;
  });
  return named === undefined ? number : asCount(field(named, "containerPort"));
}

function commandOf(exec: Value): Value<string> {
  const words = asList(exec);
  if (words.kind !== "known") return asUnknown(words, "is a secret text");
  const texts = words.value.map(asText);
  const open = texts.find(({ kind }) => kind !== "known");
  if (open !== undefined) return asUnknown(open, "is a secret text");
  return known(texts.map((text) => (text.kind === "known" ? (text.value ?? "") : "")).join(" "), exec.place);
}
