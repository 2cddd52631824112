import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { normalisePolicy } from "../../access/policy/normalise";
import { parsePolicy } from "../../access/policy/parse";
import { hclPolicy } from "../access/policy/texts";
import { vaultBinary } from "../toolchain/embedded/vault-binary";

/** Our one form against `vault policy fmt`: whoever uses that command gets no difference from us. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "strongroom-fmt-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function formattedByVault(text: string): Promise<string> {
  const file = path.join(folder, "policy.hcl");
  await writeFile(file, text);
  await promisify(execFile)(await vaultBinary(), ["policy", "fmt", file], { env: { HOME: folder } });
  return readFile(file, "utf8");
}

const ordinary = `# Reads what it needs
# and no more

path "secret/data/postgres" { capabilities = ["read"] }
path "secret/data/mysql" {
  # why
  capabilities = [ "read",
 "list"]
  min_wrapping_ttl = 60
  max_wrapping_ttl = "1h"   # never longer
  comment = "x" # b
  required_parameters = ["a"]


  denied_parameters = { }
  allowed_parameters = {
      "a" = ["b",   "c"]
      "longer" = []
      # lead
      "z" = [ true ] // q
      }
}
path "x" {}
path "y" {}

# by itself

# of z
path "z" {
  capabilities = ["read", # reading
    # two
    "list"
  ]
} # end
path "w" {
  capabilities = ["deny"]
  # closing
}
path "doc" {
  comment = <<-EOF
    text
  EOF
  capabilities = [
    "read"
  ]
  control_group = {
    factor "ops" { identity { group_names = ["g"]
    approvals = 1 } }
  }
}
name = "foo"
`;

test("a policy with all that people write is laid out as by Vault", async () => {
  expect(normalisePolicy(ordinary)).toBe(await formattedByVault(ordinary));
});

/**
 * Where we differ: an empty text gets a comment; no empty line is put behind a comment that ends the text; a block without
 * content does not become an assignment.
 */
const isOrdinary = (text: string): boolean =>
  (parsePolicy(text).policy?.stanzas.length ?? 0) > 0 &&
  !/(?:#|\/\/|\*\/)[^\n]*\s*$/.test(text) &&
  !/parameters \{\s*\}/.test(text);

test("and so are generated ones", async () => {
  await fc.assert(
    fc.asyncProperty(hclPolicy.filter(isOrdinary), async (text) => {
      expect(normalisePolicy(text)).toBe(await formattedByVault(text));
    }),
    { numRuns: 40 },
  );
}, 120_000);
