import path from "node:path";
import type { Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import type { Place } from "../place";
import { asBoolean, asText, asWord } from "../scalars";
import { readSecret, secret } from "../secret";
import { asUnknown, field, isAbsent, known, map, unknown, type Unknown, type Value } from "../value";
import { asPairs } from "./pairs";
import { writeOf } from "./write";

/** One audit device and where its lines go. */
export interface AuditDevice {
  /** Its path in Vault. */
  readonly path: Value<string | undefined>;
  /** `file`, `socket`, `syslog`. */
  readonly type: Value<string | undefined>;
  /** What two devices have in common when one failure stops both: a file, an address, the machine's syslog. */
  readonly sink: Value<string>;
  /** Whether it writes everything as it is; without it, what is secret is hashed. */
  readonly logRaw: Value<boolean | undefined>;
  /** Whether it hashes the accessors of tokens too; true unless set. */
  readonly hmacAccessor: Value<boolean | undefined>;
  /** Whether it is given some entries only (Vault Enterprise, documentation of `filter`); an empty filter is none. */
  readonly isFiltered: Certainty;
  /** Whether it is given only what the filters of all others keep out (Vault Enterprise, documentation of `fallback`). */
  readonly isFallback: Certainty;
  /** Whether it leaves out of every entry, or of some, who did what (Vault Enterprise, documentation of `exclude`). */
  readonly leavesOut: Value<boolean>;
  /** Permissions of the file, which no other type has; 0600 unless set, and 0 leaves a file as it is. */
  readonly mode: Value<number | undefined>;
}

/** The audit device that a resource enables; undefined for everything else. */
export function auditDeviceOf(resource: Resource): AuditDevice | undefined {
  if (resource.type === "vault:index/audit:Audit") {
    return device(input(resource, "path"), input(resource, "type"), input(resource, "options"));
  }
  const write = writeOf(resource);
  if (write?.path.kind !== "known") return undefined;
  const name = /^sys\/audit\/(?<name>.+)$/u.exec(write.path.value)?.groups?.["name"];
  if (name === undefined) return undefined;
  return device(known(name, write.path.place), field(write.data, "type"), field(write.data, "options"));
}

/** What would decide whether a resource enables an audit device: a write with options, whose path is not known. */
export function openAuditDeviceOf(resource: Resource): Unknown | undefined {
  const write = writeOf(resource);
  return write?.path.kind === "unknown" && !isAbsent(field(write.data, "options")) ? write.path : undefined;
}

function device(path: Value, type: Value, given: Value): AuditDevice {
  const kind = asWord(asText(type));
  const options = asPairs(given);
  return {
    path: asText(path),
    type: kind,
    sink: sinkOf(kind, options),
    logRaw: asBoolean(field(options, "log_raw")),
    hmacAccessor: asBoolean(field(options, "hmac_accessor")),
    isFiltered: isGiven(asText(field(options, "filter"))),
    isFallback: isOn(asBoolean(field(options, "fallback"))),
    leavesOut: leavesOut(asText(field(options, "exclude"))),
    mode: map(asWord(asText(field(options, "mode"))), asMode),
  };
}

function isGiven(text: Value<string | undefined>): Certainty {
  if (text.kind === "unknown") return text;
  return text.kind === "secret" ? text.matches(/\S/u) : (text.value ?? "").trim() !== "";
}

/**
 * A list of conditions with the JSON pointers of the fields that go, in JSON. What a request or its answer carried can go, because it
 * is hashed and nobody reads it; everything else says who asked for what.
 */
function leavesOut(exclude: Value<string | undefined>): Value<boolean> {
  if (exclude.kind === "secret") return readSecret(exclude, (text) => known(namesMore(text), exclude.place));
  return map(exclude, (text, place) => known(namesMore(text ?? ""), place));
}

function namesMore(exclude: string): boolean {
  const pointers = pointersIn(exclude);
  return pointers.length === 0 ? exclude.trim() !== "" : pointers.some((pointer) => !carried.test(pointer));
}

function pointersIn(exclude: string): string[] {
  return [...exclude.matchAll(/"fields"\s*:\s*\[(?<fields>[^\]]*)\]/gu)].flatMap(({ groups }) =>
    [...(groups?.["fields"] ?? "").matchAll(/"(?<pointer>[^"]*)"/gu)].map((match) => match.groups?.["pointer"] ?? ""),
  );
}

const carried = /^\/(?:request|response)\/(?:data|headers)(?:\/|$)/u;

function isOn(value: Value<boolean | undefined>): Certainty {
  return value.kind === "known" ? value.value === true : asUnknown(value, "is a secret text");
}

/** In octal, whatever it begins with (audit/backend_file.go). */
function asMode(text: string | undefined, place: Place): Value<number | undefined> {
  const digits = text?.trim() ?? "";
  if (digits === "") return known(undefined, place);
  return /^[0-7]+$/u.test(digits) ? known(parseInt(digits, 8), place) : unknown("is no file mode", place);
}

function sinkOf(type: Value<string | undefined>, options: Value): Value<string> {
  if (type.kind !== "known") return type;
  switch (type.value) {
    case "file":
      return rewrite(firstGiven(options, "file_path", "path"), fileSink);
    case "socket":
      return rewrite(asText(field(options, "address")), (address) => `socket ${address.trim()}`);
    default:
      // Every syslog device writes to the one daemon of the machine.
      return known(type.value ?? "", type.place);
  }
}

function rewrite(value: Value<string | undefined>, write: (text: string) => string): Value<string> {
  if (value.kind === "secret") return readSecret(value, (text) => secret(write(text), value.place));
  return map(value, (text, place) => known(write(text ?? ""), place));
}

/** The older name counts where the newer is not given (audit/backend_file.go). */
function firstGiven(options: Value, name: string, older: string): Value<string | undefined> {
  const given = field(options, name);
  return asText(isAbsent(given) ? field(options, older) : given);
}

/** `STDOUT`, `stdout` and the paths that Linux has for it are one, and so are two spellings of a path. `discard` and /dev/null keep nothing. */
function fileSink(file: string): string {
  const text = path.posix.normalize(file.trim());
  if (/^(?:discard|\/dev\/null)$/iu.test(text)) return nowhere;
  return /^stdout$/iu.test(text) || stdoutPaths.has(text) ? "file stdout" : `file ${text}`;
}

/** Of the process itself (proc(5), fd). */
const stdoutPaths: ReadonlySet<string> = new Set(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/1/fd/1"]);

/** The sink of a device that keeps nothing. */
export const nowhere = "nothing kept";
