import { quote } from "../../hcl/quote";
import type { Item } from "../../hcl/syntax";
import { nearest } from "../../problem/suggestion";
import type { Findings } from "./problem";

export const topLevelKeys = ["path", "name"] as const;

export const stanzaKeys = [
  "capabilities",
  "comment",
  "policy",
  "allowed_parameters",
  "denied_parameters",
  "required_parameters",
  "min_wrapping_ttl",
  "max_wrapping_ttl",
  "mfa_methods",
  "control_group",
  "subscribe_event_types",
] as const;

/** Every item whose first key Vault does not know (sdk/helper/hclutil, CheckHCLKeys). Case counts. */
export function checkKeys(
  items: readonly Item[],
  allowed: readonly string[],
  findings: Findings,
  stanza?: { readonly path: string },
): void {
  for (const { keys, assigned } of items) {
    const [key] = keys;
    if (allowed.includes(key.text)) continue;
    const meant = nearest(key.text, allowed);
    const invalid = `invalid key ${quote(key.text)} on line ${assigned ? key.place.line : 0}`;
    findings.add(key.place, {
      ...(stanza === undefined ? {} : { path: `path ${quote(stanza.path)}` }),
      must: `have only the keys that Vault knows here: ${allowed.join(", ")}`,
      found: quote(key.text),
      fix: meant === undefined ? "remove it, or write it as a comment" : `write ${meant}`,
      vault: stanza === undefined ? invalid : `path ${quote(stanza.path)}: ${invalid}`,
    });
  }
}
