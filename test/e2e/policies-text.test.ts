import fc from "fast-check";
import { parsePolicy } from "../../access/policy/parse";
import { hclPolicy, jsonPolicy } from "../access/policy/texts";
import { anyText } from "../hcl/texts";
import { startUnixVault, type UnixVault } from "./unix-vault";

/** Our verdict on policy texts against a real Vault's. */
let vault: UnixVault;

beforeAll(async () => {
  vault = await startUnixVault();
}, 120_000);

afterAll(() => vault.stop());

/** Undefined where Vault accepts the text, else what it says. */
async function theirRefusal(text: string): Promise<string | undefined> {
  let answer;
  try {
    answer = await vault.call("PUT", "sys/policies/acl/text", { policy: text });
  } catch (error) {
    // Vault's handler panicked on the text and dropped the connection.
    return `panic: ${String(error)}`;
  }
  if (answer.status === 204 || answer.status === 200) return undefined;
  return JSON.stringify(answer.body);
}

test.each([
  ["HCL", hclPolicy, 1500],
  ["JSON", jsonPolicy, 600],
  ["any text", anyText, 400],
] as const)(
  "generated policies in %s are accepted and refused as by Vault",
  async (_, texts, numRuns) => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const theirs = await theirRefusal(text);
        if (theirs !== undefined) refused += 1;
        const ours = parsePolicy(text).problems;
        expect({ refused: ours !== undefined, ours, theirs }).toEqual({ refused: theirs !== undefined, ours, theirs });
      }),
      { numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 20);
    expect(refused).toBeLessThan(numRuns - numRuns / 20);
  },
  300_000,
);
