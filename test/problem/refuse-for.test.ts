import { Refusal } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";

test("problems are refused together, and none is no reason to", () => {
  const problems = [
    { subject: "audit device", must: "be there" },
    { subject: "role", path: "name", must: "be given", found: "none" },
  ];
  expect(() => refuseFor(problems)).toThrow(
    new Refusal([problems[0] ?? { subject: "", must: "" }, ...problems.slice(1)]),
  );
  expect(() => refuseFor([])).not.toThrow();
});
