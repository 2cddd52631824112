import { z } from "zod";
import { input, vaultProviderType, type Resource } from "../../../model/resource";
import { asList, asText, textOf } from "../../../model/scalars";
import type { Secret } from "../../../model/secret";
import { isSecretName } from "../../../model/secret-fields";
import { field, leaves, type Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { demand, violation, type Outcome } from "../../outcome";
import { defineRule, type Login } from "../../rule";

const must = "take no credential as an argument: arguments stand in state in clear";
const loginMust = "log in with a method rather than with a token";
const hidden = "a secret value (not shown)";

export default defineRule({
  id: "no-static-token",
  family: "root",
  title: "A provider logs in with a method, and no credential stands in its arguments",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "DO NOT Store Tokens in .env Files" },
  ],
  rationale:
    "The SDK writes a provider's arguments to state in clear, so whoever reads the state has the token or the password. A " +
    "token in the environment or in a file lives as long as somebody keeps it, and every run with it looks the same in the audit log.",
  remediation:
    "give the provider a login method and names only; pass the credential in its environment (TERRAFORM_VAULT_AUTH_JWT, TERRAFORM_VAULT_PASSWORD)",
  config: z.object({}),
  kind: "login",
  check: (login) => [...judgeArguments(login), ...judgeToken(login)],
  examples: {
    good: [
      {
        name: "a JWT role",
        resources: [provider({ authLoginJwt: JSON.stringify({ mount: "ci", role: "deployer" }) })],
      },
      { name: "no credential at all", resources: [provider({})] },
    ],
    bad: [
      {
        name: "a token",
        resources: [provider({ token: "hvs.CAESIexampleexampleexample" })],
        token: { from: "the token argument", policies: ["deployer"] },
        finds: [
          { subject: 'vault provider "example"', path: "token", must, found: hidden },
          {
            subject: 'vault provider "example"',
            path: "token",
            must: loginMust,
            found: "a token from the token argument",
          },
        ],
      },
      {
        name: "a password in a login method",
        resources: [provider({ authLoginUserpass: JSON.stringify({ username: "ci", password: "correct horse" }) })],
        finds: [{ subject: 'vault provider "example"', path: "authLoginUserpass.password", must, found: hidden }],
      },
      {
        name: "a secret-id in the general login",
        resources: [
          provider({
            authLogin: JSON.stringify({ path: "auth/approle/login", parameters: { role_id: "ci", secret_id: "8f2c" } }),
          }),
        ],
        finds: [{ subject: 'vault provider "example"', path: "authLogin.parameters.secret_id", must, found: hidden }],
      },
      {
        name: "a header that lets in",
        resources: [
          provider({
            headers: [
              { name: "X-Request-Source", value: "ci" },
              { name: "Authorization", value: "Basic Y2k6bm90LXNob3du" },
            ],
          }),
        ],
        finds: [{ subject: 'vault provider "example"', path: "headers[1].value", must, found: hidden }],
      },
      {
        name: "VAULT_TOKEN instead of a login",
        resources: [provider({})],
        token: { from: "VAULT_TOKEN", policies: ["deployer"] },
        finds: [
          { subject: 'vault provider "example"', path: "token", must: loginMust, found: "a token from VAULT_TOKEN" },
        ],
      },
    ],
    unknown: [
      {
        name: "a token that another resource makes",
        resources: [provider({ token: notKnownYet })],
        finds: [{ subject: 'vault provider "example"', path: "token", must }],
      },
    ],
  },
});

function judgeArguments({ provider }: Login): Outcome[] {
  if (provider.type !== vaultProviderType) return [];
  const hasValue = { known: () => true, secret: (text: Secret) => text.isEmpty() };
  return [
    ...[...leaves(provider.inputs)].filter(isCredential).flatMap((value) => demand(value, { must }, hasValue)),
    ...headersOf(provider).flatMap(judgeHeader),
  ];
}

function headersOf(provider: Resource): readonly Value[] {
  const headers = asList(input(provider, "headers"));
  return headers.kind === "known" ? headers.value : [];
}

/** The name stands beside the value, so that the value's own field says nothing. What looks secret is found by its look. */
function judgeHeader(header: Value): Outcome[] {
  const [name, value] = [asText(field(header, "name")), asText(field(header, "value"))];
  const isNamed = name.kind === "secret" ? name.matches(credentialHeader) : credentialHeader.test(textOf(name) ?? "");
  if (!isNamed || value.kind === "secret") return [];
  return demand(value, { must }, { known: (text) => (text ?? "") === "", secret: () => true }).map((outcome) => ({
    ...outcome,
    found: outcome.verdict === "violation" ? hidden : outcome.found,
  }));
}

const credentialHeader = /^(?:proxy-)?authorization$|^cookie$|[-_](?:token|key|secret|password)$/iu;

/** What looks secret is one wherever it stands; what is not known is one where the name of its field says so. */
function isCredential({ kind, place }: Value): boolean {
  const name = place.path.findLast((step) => typeof step === "string");
  return kind === "secret" || (kind === "unknown" && name !== undefined && isSecretName(name));
}

function judgeToken({ token }: Login): Outcome[] {
  return token === undefined ? [] : [violation(token.policies, { must: loginMust }, `a token from ${token.from}`)];
}

function provider(props: Record<string, unknown>) {
  return { type: vaultProviderType, props: { address: "https://vault.example.com:8200", ...props } };
}
