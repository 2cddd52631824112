import path from "node:path";
import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { readSecret, secret } from "../secret";
import { field, isAbsent, known, map, type Value } from "../value";
import { writeOf } from "./write";

/** One audit device and where its lines go. */
export interface AuditDevice {
  /** Its path in Vault. */
  readonly path: Value<string | undefined>;
  /** `file`, `socket`, `syslog`. */
  readonly type: Value<string | undefined>;
  /** What two devices have in common when one failure stops both: a file, an address, the machine's syslog. */
  readonly sink: Value<string>;
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

function device(path: Value, type: Value, options: Value): AuditDevice {
  const kind = lookedAt(asText(type));
  return { path: asText(path), type: kind, sink: sinkOf(kind, options) };
}

/** A type is no secret, though it may stand in a body that is one. */
function lookedAt(type: Value<string | undefined>): Value<string | undefined> {
  return type.kind === "secret" ? readSecret(type, (text) => known(text, type.place)) : type;
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

/** `STDOUT` and `stdout` are one, and so are two spellings of a path. `discard` and /dev/null keep nothing. */
function fileSink(file: string): string {
  const text = file.trim();
  if (/^(?:discard|\/dev\/null)$/iu.test(text)) return nowhere;
  return /^stdout$/iu.test(text) ? "file stdout" : `file ${path.posix.normalize(text)}`;
}

/** The sink of a device that keeps nothing. */
export const nowhere = "nothing kept";
