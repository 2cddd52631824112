import type { Certainty } from "../certainty";
import type { Value } from "../value";
import { nowhere, type AuditDevice } from "./audit-device";

/** Whether two devices write to one place. */
export function isOneSink({ sink: one }: AuditDevice, { sink: other }: AuditDevice): Certainty {
  return isSameText(one, other);
}

/** Whether a device keeps nothing of what it is given. */
export function keepsNothing({ sink }: AuditDevice): Certainty {
  if (sink.kind === "unknown") return sink;
  return sink.kind === "secret" ? sink.is(nowhere) : sink.value === nowhere;
}

/** Where nothing is given, Vault takes the type for the path (vault/logical_system.go, handleEnableAudit). */
export function isOnePath(one: AuditDevice, other: AuditDevice): Certainty {
  return isSameText(pathOf(one), pathOf(other));
}

function pathOf({ path, type }: AuditDevice): Value<string | undefined> {
  return path.kind === "known" && path.value === undefined ? type : path;
}

function isSameText(one: Value<string | undefined>, other: Value<string | undefined>): Certainty {
  if (one.kind === "unknown") return one;
  if (other.kind === "unknown") return other;
  if (one.kind === "secret") return other.kind === "secret" ? one.sameAs(other) : one.is(other.value ?? "");
  return other.kind === "secret" ? other.is(one.value ?? "") : one.value === other.value;
}
