import { Refusal, summarised, together } from "../../problem/problem";

const refusal = (subject: string, options: ConstructorParameters<typeof Refusal>[1] = {}): Refusal =>
  new Refusal([{ subject, must: "be there" }], options);
const defect = new TypeError("ours");

test("a refusal gets what is true now, and keeps its problems and exit code", () => {
  const before = refusal("a", { exitCode: 2, summary: "Nothing was run." });
  expect(summarised(before, "It is gone.")).toMatchObject({
    problems: before.problems,
    exitCode: 2,
    summary: "It is gone.",
    cause: before,
  });
});

test("two refusals are told as one", () => {
  const [first, second] = [refusal("a", { exitCode: 2 }), refusal("b", { summary: "Nothing was run." })];
  expect(together(first, second)).toMatchObject({
    problems: [{ subject: "a" }, { subject: "b" }],
    exitCode: 2,
    summary: "Nothing was run.",
  });
});

test("a defect of ours stays what it is", () => {
  expect(summarised(defect, "It is gone.")).toBe(defect);
  expect(together(defect, refusal("a"))).toBe(defect);
  expect(together(refusal("a"), defect)).toBe(defect);
});
