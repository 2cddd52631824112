import fc from "fast-check";
import { printMessage } from "../../policy-pack/message";
import { rules } from "../../policy-pack/rules/index";
import { runExample } from "../../policy-pack/testing/run-example";
import { mutations } from "./mutations/all";
import { broken } from "./mutations/intact";

const variants = mutations.flatMap(({ rule, variants }) => variants.map((variant) => ({ rule, ...variant })));
/** No rule may remember what it saw before: the order is another one with each seed, and the name of a failing test says which. */
const [inSomeOrder = []] = fc.sample(fc.shuffledSubarray(variants, { minLength: variants.length }), 1);

test("there is a way to break what each rule asks for", () => {
  expect(mutations.map(({ rule }) => rule).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test.each(rules)("$id finds nothing in the intact stack, nor in a preview that leaves it as it is", (rule) => {
  expect(runExample(rule, broken({})).map(printMessage)).toEqual([]);
});

describe(`FAST_CHECK_SEED=${fc.readConfigureGlobal().seed}`, () => {
  test.each(inSomeOrder)(
    "$rule: $how is found by it, and by those alone that must",
    ({ rule, broken: stack, also }) => {
      const findings = rules.flatMap((each) => runExample(each, stack));
      const expected = [rule, ...Object.keys(also)];
      expect({
        silent: expected.filter((id) => findings.every(({ ruleId }) => ruleId !== id)),
        surplus: findings.filter(({ ruleId }) => !expected.includes(ruleId)).map(printMessage),
      }).toEqual({ silent: [], surplus: [] });
      expect(findings.filter(({ ruleId }) => ruleId === rule).map(({ verdict }) => verdict)).toContain("violation");
    },
  );
});
