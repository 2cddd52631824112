import { adding, changing } from "./intact";
import { apiPolicy, vault, write } from "./intact-vault";
import { breaking, by, type Mutation } from "./mutation";

const more = (text: string) => changing("api-policy", { policy: `${apiPolicy}${text}` });
const rule = (path: string, ...lines: string[]) =>
  `path "${path}" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

const spare = rule("secret/data/shop/web", 'capabilities = ["read"]');

export const policiesMutations: readonly Mutation[] = [
  breaking(
    "policy-dangling",
    by("a misspelled name", changing("ci", { tokenPolicies: ["api", "appi"] })),
    by("a policy that nobody has, only", changing("deploy", { tokenPolicies: ["deploy"] })),
  ),
  breaking(
    "policy-known-mount",
    by("a path below nothing", more(rule("kv/data/api", 'capabilities = ["read"]'))),
    by("secrets of version 2 as if of version 1", more(rule("secret/shop", 'capabilities = ["read"]'))),
  ),
  breaking(
    "policy-no-broad-write",
    by("all secrets of an engine", more(rule("secret/data/*", 'capabilities = ["update"]'))),
    by("whole parts of Vault", more(rule("sys/*", 'capabilities = ["delete"]'))),
  ),
  breaking("policy-no-sudo", by("the audit devices", more(rule("sys/audit", 'capabilities = ["read", "sudo"]')))),
  breaking(
    "policy-parameter-guard",
    by(
      "a guard that guards nothing",
      more(rule("pki/sign/api", 'capabilities = ["update"]', "denied_parameters = {}")),
    ),
    by(
      "a field of a secret",
      more(rule("secret/data/shop/web", 'capabilities = ["update"]', 'denied_parameters = { "password" = [] }')),
    ),
  ),
  breaking(
    "policy-unused",
    by("a policy that nobody has", adding(vault("index/policy:Policy", "spare", { name: "spare", policy: spare }))),
    by("the same by a write", adding(write("spare", "sys/policies/acl/spare", { policy: spare }))),
  ),
  breaking(
    "policy-valid",
    by("a capability that Vault does not know", more(rule("secret/data/shop/web", 'capabilities = ["write"]'))),
    by(
      "a key that stands twice",
      more(rule("secret/data/shop/web", 'capabilities = ["read"]', 'capabilities = ["list"]')),
    ),
    by("a * in the middle of a path", more(rule("secret/data/*/config", 'capabilities = ["read"]'))),
  ),
];
