import { asBoolean, asText } from "../scalars";
import { asUnknown, field, isAbsent, isFields, known, unknown, type Value } from "../value";

/** A state of a server that a probe can meet. */
export type ServerState = "sealed" | "not initialized" | "standby" | "cut-off standby" | EnterpriseState;

/** Those of Vault Enterprise alone. */
export type EnterpriseState = "performance standby" | "DR secondary";

/** What a probe says of a server in some state: that all is well, or not. */
export type Verdict = (state: ServerState) => boolean;

/** What a probe says of servers; known undefined where there is none. */
export function verdictOf(probe: Value): Value<Verdict | undefined> {
  if (probe.kind !== "known") return asUnknown(probe, "is a secret text");
  if (probe.value === undefined) return known(undefined, probe.place);
  const path = asText(field(probe, "httpGet", "path"));
  if (!isAbsent(field(probe, "httpGet"))) return ofText(path, (text) => ofRequest(text ?? "/"));
  const command = field(probe, "exec", "command");
  if (!isAbsent(command)) return ofCommand(command);
  // A sealed server takes connections as any other.
  const connects = ["tcpSocket", "grpc"].some((name) => !isAbsent(field(probe, name)));
  return connects ? known(() => true, probe.place) : unknown("is no probe that rules know", probe.place);
}

function ofText(
  text: Value<string | undefined>,
  judge: (text: string | undefined) => Verdict | undefined,
): Value<Verdict | undefined> {
  if (text.kind !== "known") return asUnknown(text, "is a secret text");
  const verdict = judge(text.value);
  return verdict === undefined
    ? unknown("is a command that rules do not know", text.place)
    : known(verdict, text.place);
}

/** A command that is a list of words, one of which can be a script. */
function ofCommand(command: Value): Value<Verdict | undefined> {
  if (command.kind !== "known" || isFields(command.value)) return asUnknown(command, "is no command");
  const words = Array.isArray(command.value) ? command.value.map((word: Value) => asText(word)) : [];
  const open = words.find(({ kind }) => kind !== "known");
  if (open !== undefined) return asUnknown(open, "is a secret text");
  const script = words.map((word) => (word.kind === "known" ? (word.value ?? "") : "")).join(" ");
  return ofText(known(script, command.place), () => ofScript(script));
}

/** `vault status` fails for a sealed server and for one that is not initialized (command/status.go); standbys and secondaries pass. */
function ofScript(script: string): Verdict | undefined {
  const url = /\/v1\/sys\/health[^\s"'`;&|)]*(?:&[^\s"'`;&|)]+)*/u.exec(script)?.[0];
  // curl takes any answer for success unless it is told otherwise.
  const takesAny = /\bcurl\b/u.test(script) && !/\s(?:-[a-zA-Z]*f|--fail\b)/u.test(script);
  if (url !== undefined) return takesAny ? () => true : ofRequest(url);
  if (!/\bvault\s+status\b/u.test(script) || /\|\||\$\?/u.test(script)) return undefined;
  return (state) => state !== "sealed" && state !== "not initialized";
}

/** Kubernetes takes 200 to 399 for success. Every other path than that for health answers for sealed servers as well. */
function ofRequest(request: string): Verdict {
  return (state) => {
    const status = answerTo(request, state);
    return status === undefined || isSuccess(status);
  };
}

/** The status code by which the path tells a state; undefined for a path that tells none. */
export function answerTo(request: string, state: ServerState): number | undefined {
  const [path = "", query = ""] = request.split("?");
  return /\/v1\/sys\/health\/?$/u.test(path) ? statusOf(state, new URLSearchParams(query)) : undefined;
}

/**
 * http/sys_health.go, getSysHealth: each state has a code of its own, which the request can change. Since Vault 1.19 a standby that
 * cannot reach the active server is told from others, whatever `standbyok` says. A node that is removed from its cluster (530) is
 * left out: nothing of a probe helps it.
 */
function statusOf(state: ServerState, parameters: URLSearchParams): number {
  const code = (name: string, usual: number) => Number(parameters.get(name) ?? usual);
  const isOn = (name: string) => {
    const given = asBoolean(known(parameters.get(name) ?? undefined, { path: [] }));
    return given.kind === "known" && given.value === true;
  };
  switch (state) {
    case "not initialized":
      return code("uninitcode", 501);
    case "sealed":
      return code("sealedcode", 503);
    case "standby":
      return isOn("standbyok") ? code("activecode", 200) : code("standbycode", 429);
    case "cut-off standby":
      return code("haunhealthycode", 474);
    case "performance standby":
      return isOn("perfstandbyok") ? code("activecode", 200) : code("performancestandbycode", 473);
    case "DR secondary":
      return code("drsecondarycode", 472);
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 400;
}
