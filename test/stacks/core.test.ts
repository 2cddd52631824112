import { readFileSync } from "node:fs";
import path from "node:path";
import { declare, type Declaration } from "../../stacks/core";
import { differences } from "../../stacks/difference";
import { readEnvironment } from "../../stacks/environment";
import { showOtherEnvironments } from "../../stacks/other-environments";
import { registrationsOf } from "../modules/registrations";

const folder = path.join(__dirname, "..", "..", "stacks");

function declarationOf(environment: string): Declaration {
  return declare(readEnvironment(folder, environment, []).values);
}

describe("every environment's declaration", () => {
  it.each(["dev", "staging", "production"])(
    "of %s has the reference API with the policy of its document, word for word",
    (name) => {
      const { policies, applications } = declarationOf(name);
      const text = readFileSync(path.join(folder, "policies", "reference-api.hcl"), "utf8");
      expect(policies.find((policy) => policy.name === "reference-api")?.text).toBe(text);
      expect(applications.roles).toEqual([
        expect.objectContaining({ roleName: "reference-api", policies: ["reference-api"] }),
      ]);
    },
  );

  it.each(["dev", "staging", "production"])("of %s gives the deployer no way to read a secret", (name) => {
    const deployer = declarationOf(name).policies.find((policy) => policy.name === "strongroom-deploy");
    expect(deployer?.text).toContain('path "secret/config"');
    expect(deployer?.text).not.toContain("secret/data");
    expect(deployer?.text).not.toMatch(/path "(\*|secret\/\*|\+)/);
  });
});

describe("staging and production", () => {
  it("bind the deployer's login to their own environment", () => {
    for (const name of ["staging", "production"]) {
      const { deployer } = declarationOf(name);
      expect(deployer).toMatchObject({
        method: "jwt",
        role: { boundClaims: { environment: name }, boundAudiences: [`https://vault.${name}.example.com`] },
      });
    }
  });

  it("differ in values only: with the names exchanged, only these are left", () => {
    const exchanged: unknown = JSON.parse(JSON.stringify(declarationOf("staging")).replaceAll("staging", "production"));
    const production: unknown = JSON.parse(JSON.stringify(declarationOf("production")));
    expect(differences(exchanged, production).map(({ path }) => path)).toEqual([
      "applications.roles[0].boundCidrs[0]",
      "people.groups[platform].alias",
      "people.groups[security].alias",
      "people.groups[developers].alias",
      "machines.roles[prometheus].caCertificates[0]",
      "limits.quotas[every-client].rate",
    ]);
  });

  it("know each other's jobs, so that the rules see one that could log in to both", async () => {
    const others = ["staging", "production"].map((name) => readEnvironment(folder, name, []));
    const shown = await registrationsOf(() => {
      showOtherEnvironments(others);
    });
    const jobs = (environment: string) => [
      {
        name: "strongroom-deploy",
        issuer: "https://token.actions.githubusercontent.com",
        boundClaims: expect.objectContaining({ environment }) as unknown,
      },
      {
        name: "reference-api",
        issuer: "https://token.actions.githubusercontent.com",
        boundClaims: { repository: "example/reference-api", environment },
      },
    ];
    expect(shown).toEqual(
      ["production", "staging"].map((name) => ({
        id: `strongroom:auth:OtherEnvironment::${name}`,
        inputs: { jwtRoles: jobs(name) },
      })),
    );
  });
});
