import type { Failure } from "../../plan/failure";
import { failureLines } from "../../report/failure";

const resource = {
  urn: "urn:pulumi:dev::strongroom::strongroom:auth:JwtAuth$vault:jwt/authBackend:AuthBackend::ci",
  type: "vault:jwt/authBackend:AuthBackend",
  name: "ci",
  declaredBy: 'JwtAuth "ci"',
};

const request = { method: "PUT", path: "auth/ci/config", status: 400 };

it.each<[string, Failure, string[]]>([
  [
    "in its own words where it is about no resource",
    { message: "the program threw\nat x" },
    ["the program threw", "at x"],
  ],
  [
    "with the declaration to change where Vault found it wrong",
    { message: "no such issuer", resource, request },
    [
      'auth method "ci": Vault refused PUT auth/ci/config (400)',
      "  no such issuer",
      '  fix: change JwtAuth "ci" in stacks/, or the value that it takes from there',
    ],
  ],
  [
    "with the policy to change where the deployer may not",
    { message: "permission denied", resource, request: { ...request, status: 403 } },
    [
      'auth method "ci": Vault refused PUT auth/ci/config (403)',
      "  permission denied",
      '  fix: give the deployer\'s policy this path in stacks/, or leave out JwtAuth "ci"',
    ],
  ],
  [
    "without blaming a declaration for a server that cannot answer",
    { message: "Vault is sealed", resource, request: { ...request, status: 503 } },
    ['auth method "ci": Vault refused PUT auth/ci/config (503)', "  Vault is sealed"],
  ],
  [
    "without blaming a declaration for a quota that is used up",
    { message: "rate limit quota exceeded", resource, request: { ...request, status: 429 } },
    [
      'auth method "ci": Vault refused PUT auth/ci/config (429)',
      "  rate limit quota exceeded",
      "  fix: wait, and run it again",
    ],
  ],
  [
    "with the credential to check where the deployer could not log in",
    { message: "invalid username or password", request: { ...request, path: "auth/userpass/login/deployer" } },
    [
      "the deployer could not log in: Vault refused PUT auth/userpass/login/deployer (400)",
      "  invalid username or password",
      "  fix: check the deployer's credential: TERRAFORM_VAULT_AUTH_JWT or TERRAFORM_VAULT_PASSWORD, as environment.login in the stack file says",
    ],
  ],
  [
    "with patience where a quota kept the deployer from logging in",
    { message: "rate limit quota exceeded", request: { method: "PUT", path: "auth/jwt/login", status: 429 } },
    [
      "the deployer could not log in: Vault refused PUT auth/jwt/login (429)",
      "  rate limit quota exceeded",
      "  fix: wait, and run it again",
    ],
  ],
  [
    "without blaming the credential for a server that cannot answer",
    { message: "Vault is sealed", request: { method: "PUT", path: "auth/jwt/login", status: 503 } },
    ["the deployer could not log in: Vault refused PUT auth/jwt/login (503)", "  Vault is sealed"],
  ],
  [
    "with what declares it where the provider refused",
    { message: "no such argument", resource },
    ['auth method "ci", declared by JwtAuth "ci":', "  no such argument"],
  ],
])("a failure is told %s", (_, failure, lines) => {
  expect(failureLines([failure])).toEqual(["", ...lines.map((line) => `  error   ${line}`)]);
});
