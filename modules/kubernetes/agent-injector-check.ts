import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { addressFault } from "../address";
import type { AgentInjectorArgs, InjectedCa, InjectedSecret } from "./agent-injector-args";
import { isNamespace, isObjectName, objectNameForm } from "./names";

/**
 * Checks what the injector would refuse when a Pod starts, or take for something else and say nothing.
 * @throws Refusal with every problem of the annotations
 */
export function checkAgentInjector(args: AgentInjectorArgs): void {
  const subject = `agent injector annotations for role "${args.role}"`;
  const names = args.secrets.map(({ name }) => name);
  refuseFor([
    ...textProblems(subject, "role", args.role),
    ...mountProblems(subject, args.mountPath),
    ...addressProblems(subject, args.address),
    ...caProblems(subject, args.ca),
    ...(names.length === 0
      ? [{ subject, path: "secrets", must: "name at least one: the agent is there to write files", found: "none" }]
      : []),
    ...args.secrets.flatMap((secret, index) => secretProblems(subject, secret, names.slice(0, index))),
  ]);
}

function textProblems(subject: string, path: string, text: string): Problem[] {
  return text !== "" && !/\s/.test(text)
    ? []
    : [{ subject, path, must: "be given, without blanks", found: JSON.stringify(text) }];
}

function mountProblems(subject: string, mountPath: string): Problem[] {
  const must = "be the mount's path, without auth/ and without slashes around it";
  return /^(?!auth\/)[^\s/]+(\/[^\s/]+)*$/.test(mountPath)
    ? []
    : [{ subject, path: "mountPath", must, found: JSON.stringify(mountPath) }];
}

function addressProblems(subject: string, address: string | undefined): Problem[] {
  const found = address === undefined ? undefined : addressFault(address);
  if (found === undefined) return [];
  return [{ subject, path: "address", must: "start with https://, and be nothing but host, port and path", found }];
}

function caProblems(subject: string, ca: InjectedCa): Problem[] {
  const problem = (path: string, must: string, found: string): Problem[] => [
    { subject, path: `ca.${path}`, must, found: JSON.stringify(found) },
  ];
  switch (ca.from) {
    case "secret":
      return [
        ...(isObjectName(ca.secretName) ? [] : problem("secretName", objectNameForm, ca.secretName)),
        ...(/^[\w.-]+$/.test(ca.file) ? [] : problem("file", "be the name of a file in the Secret", ca.file)),
      ];
    case "volume":
      return [
        ...(isNamespace(ca.container) ? [] : problem("container", "be a container's name", ca.container)),
        // The injector copies no mount whose path says so (agent.go, copyVolumeMounts).
        ...(/^\/(?!.*serviceaccount)\S+$/i.test(ca.file)
          ? []
          : problem("file", 'be a file\'s whole path in the container, and not below "serviceaccount"', ca.file)),
      ];
    case "injector":
      return [];
  }
}

/** An annotation's name has up to 63 characters, and the longest of a secret's begins so. */
const longestName = 63 - "agent-inject-template-".length;

function secretProblems(
  subject: string,
  { name, path, template }: InjectedSecret,
  earlier: readonly string[],
): Problem[] {
  const at = `secrets[${earlier.length}]`;
  return [
    ...secretNameProblems(subject, `${at}.name`, name, earlier),
    // The injector writes the path into a template, between quotes (config.go, DefaultMapTemplate).
    ...(/^[^\s/"`{}]+(\/[^\s/"`{}]+)+$/.test(path)
      ? []
      : [
          {
            subject,
            path: `${at}.path`,
            must: "be a path in Vault such as secret/data/mysql",
            found: JSON.stringify(path),
          },
        ]),
    ...(template?.trim() === ""
      ? [{ subject, path: `${at}.template`, must: "say something: the injector passes over one that is empty" }]
      : []),
  ];
}

function secretNameProblems(subject: string, path: string, name: string, earlier: readonly string[]): Problem[] {
  const problem = (must: string): Problem[] => [{ subject, path, must, found: JSON.stringify(name) }];
  if (name.length > longestName || !/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(name)) {
    return problem(`be up to ${longestName} lower-case letters, digits, hyphens, periods and underscores`);
  }
  // agent-inject-template-file-x is the file of a template for x (annotations.go, AnnotationAgentInjectTemplateFile).
  if (name.startsWith("file-")) return problem("not begin with file-, which the injector reads as another annotation");
  return earlier.includes(name) ? problem("be given once") : [];
}
