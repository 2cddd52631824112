import noRootToken from "../../policy-pack/rules/root/no-root-token";
import { rules } from "../../policy-pack/rules/index";
import { reservedRules } from "../../policy-pack/rules/reserved";
import noDataLoss from "../../policy-pack/rules/change/no-data-loss";
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

test("a company's rule that no pack could ask is refused", () => {
  expect(() => strongroomPack([{ ...noDataLoss, id: "no-loss-of-ours" }])).toThrow(
    "no pack sees planned changes, which these rules judge: no-loss-of-ours",
  );
});
