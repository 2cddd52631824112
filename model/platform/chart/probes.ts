import { isFields, known, type Value } from "../../value";
import { isTrue } from "./condition";
import { choose, fixed, object } from "./content";
import type { Release } from "./release";

const times = ["failureThreshold", "initialDelaySeconds", "periodSeconds", "successThreshold", "timeoutSeconds"];

/** A request where a path is given, and else a command that fails for a sealed server. */
export function readinessProbe(release: Release): Value {
  const path = release.values.get("server", "readinessProbe", "path");
  return probe(release, "readinessProbe", () =>
    choose(
      isTrue(path),
      () => request(release, "readinessProbe"),
      () =>
        object(path.place, {
          exec: fixed({ command: ["/bin/sh", "-ec", "vault status -tls-skip-verify"] }, path.place),
        }),
    ),
  );
}

/** A command where one is given, and else a request. */
export function livenessProbe(release: Release): Value {
  const command = release.values.get("server", "livenessProbe", "execCommand");
  return probe(release, "livenessProbe", () =>
    choose(
      isTrue(command),
      () => object(command.place, { exec: object(command.place, { command }) }),
      () => request(release, "livenessProbe"),
    ),
  );
}

function probe({ values, at }: Release, name: string, handler: () => Value): Value {
  return choose(
    isTrue(values.get("server", name, "enabled")),
    () => withTimes(handler(), Object.fromEntries(times.map((time) => [time, values.get("server", name, time)]))),
    () => known(undefined, at("server", name)),
  );
}

function withTimes(handler: Value, more: Readonly<Record<string, Value>>): Value {
  if (handler.kind !== "known" || !isFields(handler.value)) return handler;
  return known(new Map([...handler.value, ...Object.entries(more)]), handler.place);
}

function request({ values, scheme }: Release, name: string): Value {
  const path = values.get("server", name, "path");
  return object(path.place, {
    httpGet: object(path.place, {
      path,
      port: values.get("server", name, "port"),
      scheme: scheme.kind === "known" ? known(scheme.value?.toUpperCase(), scheme.place) : scheme,
    }),
  });
}
