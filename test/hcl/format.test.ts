import fc from "fast-check";
import { formatHcl } from "../../hcl/format";
import { parseHcl } from "../../hcl/parse";
import { SyntaxProblem } from "../../hcl/syntax";
import { anyText, wellFormedHcl } from "./texts";

const withoutPlaces = (text: string): unknown =>
  JSON.parse(JSON.stringify(parseHcl(text), (name, value: unknown) => (name === "place" ? undefined : value)));

function isAccepted(text: string): boolean {
  try {
    parseHcl(text);
    return true;
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return false;
    throw problem;
  }
}

/** Numbers that swallow the character behind them, which no field that Vault reads can be. */
const isSound = (text: string): boolean => !/[0-9.][eE][-+]?([^0-9]|$)/.test(text) && isAccepted(text);

test.each([
  ["well-formed HCL", wellFormedHcl],
  ["any text", anyText],
])("%s means the same when formatted, and formats to itself", (_, texts) => {
  fc.assert(
    fc.property(texts.filter(isSound), (text) => {
      const formatted = formatHcl(text);
      expect(withoutPlaces(formatted)).toEqual(withoutPlaces(text));
      expect(formatHcl(formatted)).toBe(formatted);
    }),
    { numRuns: 1000 },
  );
});
