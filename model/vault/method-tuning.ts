import { givenBy, input, type Resource } from "../resource";
import { asSeconds, asText, asWord, isText } from "../scalars";
import { field, isAbsent, known, type Unknown, type Value } from "../value";
import { mountOf } from "./mount";
import { eitherMaxTtlOf } from "./token-settings";
import { writeOf } from "./write";

/** How an auth method is tuned, as far as one resource says so. */
export interface MethodTuning {
  /** Of the method, without `auth/`. */
  readonly path: Value<string>;
  /** `default-service` unless set. */
  readonly tokenType: Value<string | undefined>;
  /** `unauth`: shown to whoever asks, without a login. Hidden unless set. */
  readonly listingVisibility: Value<string | undefined>;
  /** Seconds; 0 and nothing at all are the whole server's. */
  readonly maxLeaseTtl: Value<number | undefined>;
}

const tunePath = /^sys\/(?:auth|mounts\/auth)\/(?<path>.+)\/tune$/u;

/** Of a method with its mount, or of a write to its tuning. */
export function methodTuningOf(resource: Resource): MethodTuning | undefined {
  const write = writeOf(resource);
  const tuned = write?.path.kind === "known" ? tunePath.exec(write.path.value)?.groups?.["path"] : undefined;
  if (write !== undefined && tuned !== undefined) return inWords(known(tuned, write.path.place), write.data);
  const mount = mountOf(resource);
  if (mount?.kind !== "method") return undefined;
  if (write !== undefined) return inWords(mount.path, field(write.data, "config"));
  const tune = (name: string) => givenBy(resource, input(resource, "tune", name));
  const maxLeaseTtl = eitherMaxTtlOf(resource);
  return read(
    mount.path,
    tune("tokenType"),
    tune("listingVisibility"),
    maxLeaseTtl === undefined ? tune("maxLeaseTtl") : givenBy(resource, maxLeaseTtl),
  );
}

/** A write whose path is not known and that could tune any method. */
export function openTuningOf(resource: Resource): Unknown | undefined {
  const write = writeOf(resource);
  return write?.path.kind === "unknown" && !isAbsent(field(write.data, "max_lease_ttl")) ? write.path : undefined;
}

function inWords(path: MethodTuning["path"], data: Value): MethodTuning {
  return read(path, field(data, "token_type"), field(data, "listing_visibility"), field(data, "max_lease_ttl"));
}

function read(path: MethodTuning["path"], tokenType: Value, visibility: Value, maxLeaseTtl: Value): MethodTuning {
  return {
    path,
    tokenType: asWord(asText(tokenType)),
    listingVisibility: asWord(asText(visibility)),
    // That word stands for the whole server's (vault/logical_system.go, handleTuneWriteCommon).
    maxLeaseTtl: isText(maxLeaseTtl, "system") ? known(undefined, maxLeaseTtl.place) : asSeconds(maxLeaseTtl),
  };
}
