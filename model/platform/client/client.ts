import type { Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { asText } from "../../scalars";
import { isAbsent, type Value } from "../../value";
import { notRead } from "../join";

/** Something in a cluster that talks to Vault, in the namespace of its object. */
export interface VaultClient {
  readonly manifest: Resource;
  /** What shows that it does. */
  readonly value: Value;
  /** Whether it talks to Vault over TLS, which needs a CA. */
  readonly isOverTls: Certainty;
  /** Whether it is told by which CA to know Vault. */
  readonly isTold: Certainty;
  /** The object that it is to find the CA in. */
  readonly source?: CaSource;
}

/** An object that holds a CA, by its kind and name. */
export interface CaSource {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: Value<string | undefined>;
}

/** Whether an address is one that Vault is reached at over TLS, and not on the same machine. One that is not given is Vault's default, with https. */
export function isHttps(address: Value): Certainty {
  const text = asText(address);
  if (text.kind !== "known") return notRead(text);
  return !/^(?:http|unix):/iu.test(text.value ?? "");
}

/** Whether something is said there. */
export function isSaid(value: Value): Certainty {
  if (value.kind === "secret") return !value.isEmpty();
  return value.kind === "unknown" ? value : !isAbsent(value) && value.value !== "";
}
