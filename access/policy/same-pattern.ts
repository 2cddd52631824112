import { capabilities, type Capability, type Pattern, type Stanza } from "./policy";

export function isSamePattern(left: Pattern, right: Pattern): boolean {
  return left.kind === right.kind && left.text === right.text;
}

/** The stanzas that Vault merges, because their pattern is the same, wherever they stand (vault/acl.go, NewACL). */
export function byPattern(stanzas: readonly Stanza[]): (readonly [Stanza, ...Stanza[]])[] {
  const groups = new Map<string, [Stanza, ...Stanza[]]>();
  for (const stanza of stanzas) {
    const { kind, text } = stanza.pattern;
    const same = groups.get(`${kind} ${text}`);
    if (same === undefined) groups.set(`${kind} ${text}`, [stanza]);
    else same.push(stanza);
  }
  return [...groups.values()];
}

/** What stanzas with one pattern grant together: whatever any of them does, unless one denies, which then counts alone. */
export function grantedTogether(same: readonly Stanza[]): readonly Capability[] {
  const all = capabilities.filter((capability) => same.some((stanza) => stanza.capabilities.includes(capability)));
  return all.includes("deny") ? ["deny"] : all;
}
