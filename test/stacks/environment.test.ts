import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { Refusal, type Problem } from "../../problem/problem";
import { parseEnvironment, readEnvironment } from "../../stacks/environment";
import { environmentNames } from "../../stacks/files";

const folder = path.join(__dirname, "..", "..", "stacks");
const staging = readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");

function problemsOf(text: string): readonly Problem[] {
  try {
    parseEnvironment(text, "stacks/Pulumi.staging.yaml");
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
}

/** The staging file with one place changed; fails when that place is not there, so that no case tests nothing. */
function changed(from: string, to: string): string {
  if (!staging.includes(from)) throw new Error(`the staging file has no ${from}`);
  return staging.replace(from, to);
}

describe("the repository's own stack files", () => {
  it.each(environmentNames(folder))("%s is accepted, and is of the tier of its name", (name) => {
    expect(readEnvironment(folder, name, [])).toMatchObject({ name, tier: name });
  });

  it("are listed in the order of promotion", () => {
    expect(environmentNames(folder)).toEqual(["dev", "staging", "production"]);
  });
});

describe("a stack file with one mistake", () => {
  it.each([
    [
      "an unknown key, with the key that was meant",
      changed("issuer:", "isuer:"),
      { place: "12:7", path: "environment.login.isuer", must: 'be a known key; did you mean "issuer"?' },
    ],
    [
      "a misspelled key that chooses between forms",
      changed("method: jwt", "metod: jwt"),
      { path: "environment.login.metod", must: 'be a known key; did you mean "method"?' },
    ],
    [
      "an address without https",
      changed("address: https", "address: http"),
      {
        place: "7:14",
        path: "environment.address",
        must: "start with https://",
        found: '"http://vault.staging.example.com:8200"',
      },
    ],
    [
      "a missing key, at the thing that lacks it",
      changed("      apiAddress: https://vault.staging.example.com:8200\n", ""),
      { place: "20:7", path: "environment.server.apiAddress", must: "be given (type string)" },
    ],
    [
      "a single audit device",
      changed("      - name: syslog\n        type: syslog\n", ""),
      { place: "40:7", path: "environment.audit", must: "have at least 2 devices", found: "a list of 1" },
    ],
    [
      "two audit devices of one name",
      changed("name: syslog", "name: file"),
      { place: "40:7", path: "environment.audit", must: "have devices with different names", found: "a list of 2" },
    ],
    [
      "a word outside a fixed list",
      changed("method: jwt", "method: token"),
      { path: "environment.login.method", must: "be userpass or jwt", found: '"token"' },
    ],
    [
      "an address where a network belongs",
      changed("10.20.0.0/16", "10.20.0.1"),
      {
        path: "environment.applications.reference-api.networks[0]",
        must: "be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address",
        found: '"10.20.0.1"',
      },
    ],
    [
      "a network that is no bound",
      changed("10.20.0.0/16", "0.0.0.0/0"),
      {
        path: "environment.applications.reference-api.networks[0]",
        must: "leave addresses out: this network is every address there is",
        found: '"0.0.0.0/0"',
      },
    ],
    [
      "a network that Vault would write otherwise",
      changed("10.20.0.0/16", "2001:DB8::/32"),
      {
        path: "environment.applications.reference-api.networks[0]",
        must: "be written as 2001:db8::/32, which is how Vault gives it back",
        found: '"2001:DB8::/32"',
      },
    ],
    [
      "a value of the wrong type",
      changed("      storage:", "      ui: yes please\n      storage:"),
      { path: "environment.server.ui", must: "be of type boolean", found: '"yes please"' },
    ],
    [
      "an unknown tier",
      changed("tier: staging", "tier: stagging"),
      { place: "3:20", path: "tier", must: "be dev, staging or production", found: '"stagging"' },
    ],
    ["an unknown key of ours at the top", changed("strongroom:tier", "strongroom:teir"), { path: "teir" }],
  ])("names %s", (_, text, expected) => {
    expect(problemsOf(text)).toContainEqual(
      expect.objectContaining({ subject: "stacks/Pulumi.staging.yaml", ...expected }),
    );
  });

  it("may configure other packages, which are not ours to judge", () => {
    expect(problemsOf(changed("config:\n", "config:\n  aws:region: eu-central-1\n"))).toEqual([]);
  });
});

describe("a stack file with several mistakes", () => {
  it("has all of them named at once, in the order of the file", () => {
    const text = changed("issuer:", "isuer:")
      .replace("10.20.0.0/16", "10.20.0.1")
      .replace("address: https", "address: http");
    expect(problemsOf(text).map(({ path }) => path)).toEqual([
      "environment.address",
      "environment.login.issuer",
      "environment.login.isuer",
      "environment.applications.reference-api.networks[0]",
    ]);
  });

  it("that is not YAML is refused with the place", () => {
    expect(problemsOf("config: {a: [}")).toContainEqual(expect.objectContaining({ place: "1:14" }));
  });

  it.each([
    ["nothing at all", ""],
    ["a list", "- a\n"],
    ["only other keys", "config:\n  aws:region: x\n"],
  ])("that holds %s is told what to hold", (_, text) => {
    expect(problemsOf(text).map(({ path }) => path)).toEqual(["tier", "environment"]);
  });
});

describe("aliases in a stack file", () => {
  /** Nine names of nine of the one before, each: some 43 million values. */
  const bomb = [
    "a: &a [x]",
    ..."bcdefghi".split("").map(
      (name, index) =>
        `${name}: &${name} [${Array<string>(9)
          .fill(`*${"abcdefgh".charAt(index)}`)
          .join()}]`,
    ),
  ];

  it.each([
    [
      "that name nothing, each",
      ["a: *b", "c: *d"],
      [
        ["2:6", "*b"],
        ["3:6", "*d"],
      ],
    ],
    ["that name what they stand in", ["strongroom:environment: &self", "  login: *self"], [["3:12", "*self"]]],
  ])("%s, are refused at their places", (_, lines, expected) => {
    expect(problemsOf(`config:\n${lines.map((line) => `  ${line}\n`).join("")}`)).toEqual(
      expected.map(([place, alias]) => ({
        subject: "stacks/Pulumi.staging.yaml",
        place,
        must: `be YAML: the alias ${alias} must name something before it`,
      })),
    );
  });

  it("are refused in numbers that nobody writes", () => {
    expect(problemsOf(`config:\n${bomb.map((line) => `  ${line}\n`).join("")}`)).toEqual([
      expect.objectContaining({ must: "be YAML: Excessive alias count indicates a resource exhaustion attack" }),
    ]);
  });

  it("may stand for what is before them", () => {
    const text = changed("apiAddress: https://", "apiAddress: &own https://").replace(
      /clusterAddress: https:.*/,
      "clusterAddress: *own",
    );
    expect(problemsOf(text)).toEqual([]);
  });
});

describe("a secret in a stack file", () => {
  const canary = ["hvs", "CAESIcanarycanarycanary"].join(".");

  it.each([
    ["where a path belongs", changed("/vault/tls/server.pem", canary)],
    ["below an unknown key", changed("      method: jwt", `      method: jwt\n      token: ${canary}`)],
    ["inside a longer text", changed("alias/vault-staging", `key-${canary}-key`)],
    ["as a key", changed("method: jwt", `method: jwt\n      ${canary}: x`)],
    ["as a key of a map that takes any", changed("environment: staging", `${canary}: [staging]`)],
    ["as the name of a login method", changed("method: jwt", `method: ${canary}`)],
    [
      "as a password in an address",
      changed("address: https://vault", "address: https://vault:CAESIcanarycanarycanary@vault"),
    ],
  ])("%s is refused and not repeated", (_, text) => {
    const problems = problemsOf(text);
    expect(problems).toContainEqual(expect.objectContaining({ found: "what looks like one" }));
    expect(JSON.stringify(problems)).not.toContain("CAESIcanarycanarycanary");
  });

  it("is not repeated by what YAML says of a broken file", () => {
    const problems = problemsOf(changed("method: jwt", `method: *${canary}`));
    expect(problems.map(({ must }) => must)).toEqual([expect.stringMatching(/^be YAML: .*\(a secret\)/)]);
    expect(JSON.stringify(problems)).not.toContain(canary);
  });

  it("is never repeated, whatever else is wrong with the file", () => {
    // Vault's token, of any length, at any place of the file, with any piece of the file missing.
    const token = fc.stringMatching(/^hvs\.[A-Za-z0-9_-]{24,100}$/);
    const around = fc.constantFrom(
      "",
      " ",
      "\n",
      "\n  ",
      ": ",
      '"',
      "'",
      "*",
      "&",
      "!",
      "- ",
      "[",
      "{",
      "? ",
      "| ",
      "#",
      "\t",
    );
    const mutation = fc.tuple(token, fc.nat(staging.length), around, around, fc.nat(staging.length), fc.nat(30));
    fc.assert(
      fc.property(mutation, ([random, at, before, after, cut, length]) => {
        const planted = `${staging.slice(0, at)}${before}${random}${after}${staging.slice(at)}`;
        const problems = problemsOf(planted.slice(0, cut) + planted.slice(cut + length));
        expect(JSON.stringify(problems)).not.toMatch(/hvs\.[\w-]{8}/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a seal's credential in a stack file", () => {
  const must =
    "not be declared: this credential would stand in clear in the file, in Pulumi's state and on the servers";
  const lines = ["type: awskms", "settings:", "  region: eu-central-1", "  kms_key_id: alias/vault-staging"];

  /** The staging file with another seal, whose settings begin in line 34. */
  function sealed(type: string, ...settings: string[]): string {
    const indent = (line: string): string => `        ${line}\n`;
    const seal = [`type: ${type}`, "settings:", ...settings.map((setting) => `  ${setting}`)];
    return changed(lines.map(indent).join(""), seal.map(indent).join(""));
  }

  it.each([
    ["awskms", "access_key", "its instance's or pod's IAM role"],
    ["awskms", "secret_key", "AWS_SECRET_ACCESS_KEY in its environment"],
    ["awskms", "session_token", "its instance's or pod's IAM role"],
    ["azurekeyvault", "client_secret", "its managed identity, or AZURE_CLIENT_SECRET in its environment"],
    ["gcpckms", "credentials", "GOOGLE_APPLICATION_CREDENTIALS names in its environment"],
    ["ocikms", "private_key", "its instance principal"],
    ["alicloudkms", "access_secret", "its instance's RAM role"],
    ["transit", "token", "VAULT_TOKEN in its environment"],
    ["transit", "Token", "VAULT_TOKEN in its environment"],
    ["pkcs11", "pin", "VAULT_HSM_PIN in its environment"],
    // A mistaken seal leaves the credential as readable as the right one.
    ["transit", "secret_key", "VAULT_TOKEN in its environment"],
  ])("of %s, %s, is refused at its key, with where it belongs", (type, key, identity) => {
    const [problem, ...others] = problemsOf(sealed(type, `${key}: canary-4711`));
    expect(others).toEqual([]);
    expect(problem).toEqual({
      subject: "stacks/Pulumi.staging.yaml",
      place: "36:11",
      path: `environment.server.seal.settings.${key}`,
      must,
      fix: expect.stringContaining(identity) as string,
    });
  });

  it("is named with every other mistake, and not repeated, whatever it is", () => {
    const text = sealed(
      "transit",
      "token: canary-4711",
      "pin: 4711",
      "password: [canary-4711]",
      "tls_skip_verify: 'true'",
    );
    const problems = problemsOf(text.replace("address: https", "address: http"));
    expect(problems.map(({ place, path }) => [place, path])).toEqual([
      ["7:14", "environment.address"],
      ["36:11", "environment.server.seal.settings.token"],
      ["37:11", "environment.server.seal.settings.pin"],
      ["38:11", "environment.server.seal.settings.password"],
      ["39:11", "environment.server.seal.settings.tls_skip_verify"],
    ]);
    expect(problems.at(-1)).toMatchObject({ fix: "remove it, and name the CA's certificate with tls_ca_cert" });
    expect(JSON.stringify(problems)).not.toContain("4711");
  });
});

describe("reading any text at all", () => {
  it("ends in values or a Refusal with problems, never in another error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), mutations), (text) => {
        for (const problem of problemsOf(text)) expect(problem.must).not.toBe("");
      }),
    );
  });
});

/** The staging file with a piece cut out, so that it is broken in ways that nobody thought of. */
const mutations = fc
  .tuple(fc.nat(staging.length), fc.nat(40))
  .map(([at, length]) => staging.slice(0, at) + staging.slice(at + length));

describe("an environment without a file", () => {
  it("is refused with the name that was meant", () => {
    expect(() => readEnvironment(folder, "stagin", environmentNames(folder))).toThrow(/did you mean "staging"/);
  });
});
