import noRootToken from "../../policy-pack/rules/root/no-root-token";
import { rules } from "../../policy-pack/rules/index";
import { reservedRules } from "../../policy-pack/rules/reserved";
import { strongroomPack } from "../../policy-pack/start";

test("no rule has taken an id that is reserved", () => {
  const ids = rules.map(({ id }) => id);
  expect(reservedRules.filter(({ id }) => ids.includes(id))).toEqual([]);
});

test("a company's own rule cannot take one either", () => {
  expect(() => strongroomPack([{ ...noRootToken, id: "no-root-equivalent" }])).toThrow(
    "a rule has an id that is kept for one to come: no-root-equivalent",
  );
});
