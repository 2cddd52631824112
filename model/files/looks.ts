import { tokenLook } from "../secret-text";
import type { FileKind } from "./reading";

/** What a text that cannot be read would be, by words in it that together only one kind has. */
export function kindByLook(text: string): FileKind | undefined {
  return looks.find(([, ...words]) => words.every((word) => word.test(text)))?.[0];
}

const looks: readonly (readonly [FileKind, ...RegExp[]])[] = [
  ["Kubernetes", /^[ \t]*apiVersion[ \t]*:|"apiVersion"[ \t]*:/mu, /^[ \t]*kind[ \t]*:|"kind"[ \t]*:/mu],
  ["Pulumi state", /"urn"[ \t]*:[ \t]*"urn:pulumi:/u],
  ["Compose", /^services[ \t]*:/mu, /^[ \t]+image[ \t]*:/mu],
  ["Prometheus rules", /^groups[ \t]*:/mu, /^[ \t]*(?:-[ \t]*)?alert[ \t]*:/mu],
  ["chart values", /^(?:server|injector)[ \t]*:/mu, /\bvault\b/iu],
];

/** Whether a text would be a server's or an agent's configuration. In HCL a block begins its line; in JSON it can stand anywhere. */
export function looksLikeConfiguration(text: string): boolean {
  return configurationLooks.some((look) => look.test(text));
}

const configurationLooks: readonly RegExp[] = [
  /^[ \t]*"?(?:listener|storage|ha_storage|backend|seal)"?[ \t]+"?\w+"?[ \t]*\{|^[ \t]*"?(?:auto_auth|api_proxy)"?[ \t]*\{/imu,
  /"(?:listener|storage|ha_storage|backend|seal)"\s*:[\s[{]*"(?:tcp|unix|raft|consul|file|inmem|\w+kms|azurekeyvault|pkcs11|transit)"\s*:/iu,
  /"(?:api_addr|cluster_addr|auto_auth|api_proxy)"\s*:/iu,
];

/** Whether a text would be a policy. */
export function looksLikePolicy(text: string): boolean {
  return /^[ \t]*"?path"?[ \t]+["'][^\n{=]*\{/mu.test(text);
}

/** Whether anything in a text is about Vault: its name, a token of its, or what a configuration or a policy of it looks like. */
export function isAboutVault(text: string): boolean {
  return /vault/iu.test(text) || tokenLook.test(text) || looksLikeConfiguration(text) || looksLikePolicy(text);
}
