import type { Failure } from "../plan/failure";
import { noun } from "./noun";

/** Failures for a person: what failed, who said so, and, where Vault did, which declaration to change. */
export function failureLines(failures: readonly Failure[]): string[] {
  return failures.flatMap((failure) => ["", ...wordsOf(failure).map((line) => `  error   ${line}`.trimEnd())]);
}

function wordsOf({ message, resource, request }: Failure): string[] {
  const said = message.split("\n");
  if (resource === undefined) return said;
  const subject = `${noun(resource.type)} "${resource.name}"`;
  if (request === undefined) return [`${subject}${declaredBy(resource.declaredBy)}:`, ...said.map(indented)];
  return [
    `${subject}: Vault refused ${request.method} ${request.path} (${request.status})`,
    ...said.map(indented),
    ...fix(request.status, resource.declaredBy ?? subject).map(indented),
  ];
}

function declaredBy(component: string | undefined): string {
  return component === undefined ? "" : `, declared by ${component}`;
}

const indented = (line: string): string => `  ${line}`;

/** What to do about an answer of Vault's: its 4xx are about what was asked, its 5xx about itself. */
function fix(status: number, declaration: string): string[] {
  if (status === 403) return [`fix: give the deployer's policy this path in stacks/, or leave out ${declaration}`];
  return status >= 500 ? [] : [`fix: change ${declaration} in stacks/, or the value that it takes from there`];
}
