import fc from "fast-check";
import { normalisePolicy } from "../../access/policy/normalise";
import { parsePolicy } from "../../access/policy/parse";
import { accepted, refused } from "../access/policy/cases";
import { hclPolicy, jsonPolicy } from "../access/policy/texts";
import { anyText } from "../hcl/texts";
import { startUnixVault, type UnixVault } from "./unix-vault";

/** Our verdict on policy texts, and the form that we give them, against a real Vault. */
let vault: UnixVault | undefined;

beforeAll(async () => {
  vault = await startUnixVault();
}, 120_000);

afterAll(() => vault?.stop());

function realVault(): UnixVault {
  if (vault === undefined) throw new Error("the Vault of this test did not start");
  return vault;
}

/** Undefined where Vault accepts the text, else what it says. */
async function refusalOf(text: string): Promise<string | undefined> {
  let answer;
  try {
    answer = await realVault().call("PUT", "sys/policies/acl/text", { policy: text });
  } catch (error) {
    // Vault's handler panicked on the text and dropped the connection; the server is as before.
    const { status } = await realVault().call("GET", "sys/health");
    return `${String(error)}; health ${status}`;
  }
  if (answer.status === 204) return undefined;
  expect(answer.status).toBe(400);
  return (answer.body as { readonly errors: readonly string[] }).errors.join("\n");
}

async function storedText(): Promise<string> {
  const { body } = await realVault().call("GET", "sys/policies/acl/text");
  return (body as { readonly data: { readonly policy: string } }).data.policy;
}

test.each([
  ["HCL", hclPolicy, 1500],
  ["JSON", jsonPolicy, 500],
  ["any text", anyText, 300],
] as const)(
  "generated policies in %s: we accept what Vault accepts, and Vault keeps their one form byte by byte",
  async (_, texts, numRuns) => {
    let acceptedTexts = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const theirs = await refusalOf(text);
        const ours = parsePolicy(text).problems;
        expect({ refused: ours !== undefined, ours, theirs }).toEqual({ refused: theirs !== undefined, ours, theirs });
        if (theirs !== undefined) return;
        acceptedTexts += 1;
        const normalised = normalisePolicy(text);
        expect(await refusalOf(normalised)).toBeUndefined();
        expect(await storedText()).toBe(normalised);
      }),
      { numRuns },
    );
    expect(acceptedTexts).toBeGreaterThan(numRuns / 50);
    expect(acceptedTexts).toBeLessThan(numRuns - numRuns / 50);
  },
  300_000,
);

test.each(accepted)("Vault accepts: %s", async (_, text) => {
  expect(await refusalOf(text)).toBeUndefined();
});

test.each(refused)("Vault refuses in the words that we give: %s", async (_, text, _places, words) => {
  // Vault's decoder puts a place and its own name of the field before its words.
  expect((await refusalOf(text))?.replace(/At \S+: |root\.\S+: /g, "").replaceAll('\\"', '"')).toContain(words);
  expect(parsePolicy(text).problems?.map((problem) => problem.vault)).toContain(words);
});
