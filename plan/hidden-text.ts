/** What the engine writes in its events in place of a secret of the stack's configuration (sdk/go/common/util/logging, FilterString). */
const filtered = "[secret]";
/** How a state has a secret (sdk/go/common/resource/sig, sig.go), which model/read.ts takes for a value that is not known. */
const encrypted = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** The same inputs; texts in which the engine has hidden something are as secrets, for what they say is not what the program says. */
export function hideSecrets(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, hide(value)]));
}

function hide(value: unknown): unknown {
  if (typeof value === "string") return value.includes(filtered) ? encrypted : value;
  if (Array.isArray(value)) return value.map(hide);
  return isRecord(value) ? hideSecrets(value) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
