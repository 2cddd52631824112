import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { providerTokens } from "../../generate/provider-tokens";
import { provideParts } from "../../toolchain/provide";
import { providerSurface } from "./provider-surface";
import { sdkSurface, type Surface } from "./sdk-surface";

/**
 * What our provider offers beyond the SDK: it is built from Terraform's 5.9.0, the official one of this version from 5.8.0.
 * Nothing that the SDK knows is missing or different.
 */
const newerThanSdk: Readonly<Record<string, Surface>> = {
  "vault:azure/backendRole:BackendRole": ["metadata: map of string"],
  "vault:ldap/secretBackend:SecretBackend": ["selfManaged: boolean"],
  "vault:ldap/secretBackendStaticRole:SecretBackendStaticRole": [
    "disableAutomatedRotation: boolean",
    "passwordWo: string secret",
    "passwordWoVersion: number",
    "rotationPolicy: string",
    "rotationSchedule: string",
    "rotationWindow: number",
  ],
  "vault:pkiSecret/backendConfigAcme:BackendConfigAcme": [
    "challengeExcludedIpRanges: string[]",
    "challengePermittedIpRanges: string[]",
  ],
};

/** Terraform types that declare their own `id`; the bridge makes it the resource's id, which every resource class has. */
const withOwnId: Readonly<Record<string, Surface>> = {
  "vault:config/uiCustomMessage:UiCustomMessage": ["id: string output"],
  "vault:index/mfaOkta:MfaOkta": ["id: string"],
  "vault:index/mfaPingid:MfaPingid": ["id: string"],
  "vault:index/mfaTotp:MfaTotp": ["id: string"],
};

describe("the Vault provider that we build", () => {
  const sdk = sdkSurface();
  let provider: ReturnType<typeof providerSurface>;

  beforeAll(async () => {
    const built = await provideParts(["provider-vault"], {
      progress: () => undefined,
      signal: new AbortController().signal,
      // Whatever provider the user has is not what is tested here.
      environment: { ...process.env, PULUMI_HOME: "/nonexistent", PATH: pathWithoutProvider() },
    });
    provider = providerSurface(built["provider-vault"].path);
  }, 900_000);

  test("offers the resource types of the installed SDK and no others", () => {
    expect([...provider.resources.keys()].sort()).toEqual([...sdk.keys()].sort());
  });

  test.each([...sdk.keys()].sort())("offers the properties of %s, with the SDK's shapes and secrets", (token) => {
    const surplus = [...(newerThanSdk[token] ?? []), ...(withOwnId[token] ?? [])];
    expect(provider.resources.get(token)).toEqual([...(sdk.get(token) ?? []), ...surplus].sort());
  });

  test("answers every function of the SDK", () => {
    const { functions } = JSON.parse(committedTokens()) as { functions: string[] };
    expect(provider.functions).toEqual(functions);
  });

  test("is built from the tokens of the SDK that is installed (else run `npm run generate`)", () => {
    expect(committedTokens()).toBe(providerTokens());
  });
});

function pathWithoutProvider(): string {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.filter((folder) => !existsSync(path.join(folder, "pulumi-resource-vault"))).join(path.delimiter);
}

function committedTokens(): string {
  return readFileSync(path.join(__dirname, "../../toolchain/modules/provider-vault/sdk-tokens.json"), "utf8");
}
