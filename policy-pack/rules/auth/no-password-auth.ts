import { z } from "zod";
import { vaultProviderType } from "../../../model/resource";
import { passwordLoginsOf } from "../../../model/vault/password-login";
import { notKnownYet } from "../../example";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const must = "let nobody log in with a password that Vault checks or passes on";
const subject = 'auth method "people"';

export default defineRule({
  id: "no-password-auth",
  family: "auth",
  title: "Outside development nobody logs in with a password of Vault's own",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "A password that userpass keeps is known to no directory: nobody takes it away from leavers, and nothing asks for a second " +
    "factor unless Vault is told to. With radius and okta every password goes through Vault, where the browser could have " +
    "gone to the identity provider itself. LDAP is left out: the company's directory knows its people, and ldap-encrypted and " +
    "mfa-for-people judge how Vault uses it.",
  remediation:
    "let people log in by OIDC with the company's identity provider, and programs by JWT, Kubernetes or AppRole",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource, _config, { tier }) =>
    tier === "dev"
      ? []
      : passwordLoginsOf(resource).flatMap((method) =>
          demand(method, { must }, { known: (name) => name === undefined, secret: () => true }),
        ),
  examples: {
    good: [
      { name: "methods without passwords of Vault's", resources: [method("jwt"), method("ldap")] },
      { name: "a password in development", resources: [method("userpass")], tier: "dev" },
      {
        name: "a user of a directory, who gets policies",
        resources: [write("auth/ldap/users/eve", { policies: "dev" })],
      },
      {
        name: "a provider that logs in by a role",
        resources: [provider({ authLogin: { path: "auth/kubernetes/login", parameters: { role: "deployer" } } })],
      },
    ],
    bad: [
      {
        name: "userpass",
        resources: [method("userpass")],
        finds: [{ subject, path: "type", must, found: '"userpass"' }],
      },
      {
        name: "userpass and a user, by writes",
        resources: [
          write("sys/auth/people", { type: "userpass" }),
          write("auth/people/users/eve", { password: "hunter2", token_max_ttl: "1h" }),
        ],
        finds: [
          { subject: 'write to "sys/auth/people"', path: "dataJson.type", must, found: '"userpass"' },
          { subject: 'write to "auth/people/users/eve"', path: "path", must, found: '"userpass"' },
        ],
      },
      {
        name: "radius, and the method of its own for Okta",
        resources: [
          method("radius"),
          {
            type: "vault:okta/authBackend:AuthBackend",
            props: { organization: "example", path: "people", tokenMaxTtl: 3600 },
          },
        ],
        finds: [
          { subject, path: "type", must, found: '"radius"' },
          { subject: 'Okta auth method "people"', path: "path", must, found: '"okta"' },
        ],
      },
      {
        name: "a provider that logs in as a user",
        resources: [
          provider({ authLoginUserpass: { mount: "people", username: "ci" } }),
          provider({ authLogin: { path: "auth/people/login/ci", parameters: {} } }),
        ],
        finds: [
          { subject: 'vault provider "example"', path: "authLoginUserpass", must, found: '"userpass"' },
          { subject: 'vault provider "example"', path: "authLogin.path", must, found: '"userpass"' },
        ],
      },
    ],
    unknown: [
      {
        name: "a type that another resource decides",
        resources: [method(notKnownYet)],
        tier: "production",
        finds: [{ subject, path: "type", must }],
      },
    ],
  },
});

function method(type: string) {
  return { type: "vault:index/authBackend:AuthBackend", props: { type, path: "people" } };
}

/** The SDK gives providers objects as JSON. */
function provider(logins: Record<string, unknown>) {
  const asJson = Object.entries(logins).map(([name, login]) => [name, JSON.stringify(login)] as const);
  return {
    type: vaultProviderType,
    props: { address: "https://vault.example.com:8200", ...Object.fromEntries(asJson) },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
