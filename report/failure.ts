import type { Failure } from "../plan/failure";
import { isDeployerLogin } from "../plan/refused-request";
import { noun } from "./noun";

/** Failures for a person: what failed, who said so, and, where Vault did, which declaration to change. */
export function failureLines(failures: readonly Failure[]): string[] {
  return failures.flatMap((failure) => ["", ...failureWords(failure).map((line) => `  error   ${line}`.trimEnd())]);
}

/** One failure in words, a line each. */
export function failureWords({ message, resource, request }: Failure): string[] {
  const said = message.split("\n");
  if (request !== undefined && isDeployerLogin(request)) {
    const heading = `the deployer could not log in: ${refused(request)}`;
    return [heading, ...said.map(indented), ...loginFix(request.status).map(indented)];
  }
  if (resource === undefined) return said;
  const subject = `${noun(resource.type)} "${resource.name}"`;
  if (request === undefined) return [`${subject}${declaredBy(resource.declaredBy)}:`, ...said.map(indented)];
  return [
    `${subject}: ${refused(request)}`,
    ...said.map(indented),
    ...fix(request.status, resource.declaredBy ?? subject).map(indented),
  ];
}

function refused({ method, path, status }: NonNullable<Failure["request"]>): string {
  return `Vault refused ${method} ${path} (${status})`;
}

function declaredBy(component: string | undefined): string {
  return component === undefined ? "" : `, declared by ${component}`;
}

const indented = (line: string): string => `  ${line}`;

/** What to do about an answer of Vault's: its 4xx are about what was asked, its 5xx about itself. */
function fix(status: number, declaration: string): string[] {
  if (status === tooMany) return [patience];
  if (status === 403) return [`fix: give the deployer's policy this path in stacks/, or leave out ${declaration}`];
  return status >= 500 ? [] : [`fix: change ${declaration} in stacks/, or the value that it takes from there`];
}

/** The provider takes its credential from the environment (modules/provider/provider.ts). */
function loginFix(status: number): string[] {
  if (status === tooMany) return [patience];
  if (status >= 500) return [];
  return [
    "fix: check the deployer's credential: TERRAFORM_VAULT_AUTH_JWT or TERRAFORM_VAULT_PASSWORD, as environment.login in the stack file says",
  ];
}

/** A quota's answer (Vault documentation, Resource Quotas). */
const tooMany = 429;
const patience = "fix: wait, and run it again";
