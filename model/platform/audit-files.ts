import type { Resource } from "../resource";
import { readSecret, secret } from "../secret";
import { map, known, type Unknown, type Value } from "../value";
import { auditDeviceOf, nowhere } from "../vault/audit-device";
import { mountAt, type Mount } from "./volumes";

/** A file that an audit device writes, as the servers see it. */
export interface AuditFile {
  /** What enables the device. */
  readonly device: Resource;
  readonly file: Value<string>;
}

/** The files of all audit devices in a stack. A device that writes to stdout or keeps nothing has none. */
export function auditFilesIn(resources: readonly Resource[]): AuditFile[] {
  return resources.flatMap((resource) => {
    const device = auditDeviceOf(resource);
    if (device === undefined || (device.type.kind === "known" && device.type.value !== "file")) return [];
    const isNone = (text: string) => text === nowhere || !text.startsWith(prefix) || text === `${prefix}stdout`;
    const { sink } = device;
    if (sink.kind === "known" && isNone(sink.value)) return [];
    if (sink.kind === "secret" && readSecret(sink, isNone)) return [];
    return [{ device: resource, file: fileOf(sink) }];
  });
}

const prefix = "file ";

function fileOf(sink: Value<string>): Value<string> {
  const cut = (text: string) => text.slice(prefix.length);
  if (sink.kind === "secret") return readSecret(sink, (text) => secret(cut(text), sink.place, sink.because));
  return map(sink, (text, place) => known(cut(text), place));
}

/** The mount that an audit file stands in; undefined for the container's own files. */
export function mountOf({ file }: AuditFile, container: Value): Mount | undefined | Unknown {
  if (file.kind === "unknown") return file;
  return file.kind === "secret" ? readSecret(file, (text) => mountAt(container, text)) : mountAt(container, file.value);
}
