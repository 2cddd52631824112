import type { Place } from "../place";
import { readValue } from "../read";
import { input, type Resource } from "../resource";
import { asList, asText } from "../scalars";
import { readSecret } from "../secret";
import { isSecretName } from "../secret-fields";
import { field, isAbsent, isFields, known, map, unknown, type Value } from "../value";
import { composeMountsOf } from "./compose-mounts";

/** The services of a Docker Compose project in the words of a pod's containers, which mean the same. */
export function composeServicesOf(project: Resource): Value[] {
  return servicesIn(project).map(([name, service]) => asContainer(name, service));
}

/** The services by their names, in Compose's own words. */
export function servicesIn(project: Resource): (readonly [string, Value])[] {
  const services = input(project, "services");
  return services.kind === "known" && isFields(services.value) ? [...services.value] : [];
}

function asContainer(name: string, service: Value): Value {
  if (service.kind !== "known" || !isFields(service.value)) return service;
  const { place } = service;
  const fields: readonly (readonly [string, Value])[] = [
    ["name", known(name, place)],
    ["image", field(service, "image")],
    ["command", field(service, "entrypoint")],
    ["args", field(service, "command")],
    ["env", environmentOf(field(service, "environment"))],
    ["securityContext", securityOf(service)],
    ["volumeMounts", mountsIn(service)],
    // Kubernetes has no word for them.
    ["ulimits", field(service, "ulimits")],
  ];
  return known(new Map(fields), place);
}

/** `{ NAME: value }` or `["NAME=value"]`; a name alone takes its value from where Compose runs. */
function environmentOf(environment: Value): Value {
  return map(environment, (content, place): Value => {
    if (!isFields(content)) return map(asList(environment), (items) => known(items.map(assignmentOf), place));
    return known(
      [...content].map(([name, value]) => variable(name, value)),
      place,
    );
  });
}

function assignmentOf(item: Value): Value {
  if (item.kind === "secret") return readSecret(item, (text) => variableIn(text, item.place, true));
  return map(asText(item), (text, place) => variableIn(text ?? "", place, false));
}

function variableIn(assignment: string, place: Place, isSecret: boolean): Value {
  const [, name = "", value] = /^(?<name>[^=]*)(?:=(?<value>.*))?$/su.exec(assignment) ?? [];
  return variable(name, readValue(value, place, { secret: isSecret || isSecretName(name) }));
}

function variable(name: string, value: Value): Value {
  const given = isAbsent(value) ? unknown("stands outside the project", value.place) : value;
  return known(
    new Map<string, Value>([
      ["name", known(name, value.place)],
      ["value", given],
    ]),
    value.place,
  );
}

function securityOf(service: Value): Value {
  const { place } = service;
  const capabilities: readonly (readonly [string, Value])[] = [
    ["add", field(service, "cap_add")],
    ["drop", field(service, "cap_drop")],
  ];
  const fields: readonly (readonly [string, Value])[] = [
    ["privileged", field(service, "privileged")],
    ["readOnlyRootFilesystem", field(service, "read_only")],
    ["capabilities", known(new Map(capabilities), place)],
  ];
  return known(new Map(fields), place);
}

function mountsIn(service: Value): Value {
  const mounts = composeMountsOf(service);
  return map(mounts, (all, place) =>
    known(
      all.map(({ volume, path, isReadOnly }) => {
        const fields: readonly (readonly [string, Value])[] = [
          ["name", known(volume, path.place)],
          ["mountPath", path],
          ["readOnly", isReadOnly],
        ];
        return known(new Map(fields), path.place);
      }),
      place,
    ),
  );
}
