import { tableCells } from "../../bench/table";
import { openTimes } from "../../bench/times";

test("the table has a row for each thing timed, in a fixed order, with medians, extremes and ratios", () => {
  const times = openTimes();
  times.add("apply", 1000, "strongroom", 120);
  times.add("apply", 1000, "pulumi", 150);
  times.add("apply", 1000, "terraform", 30);
  for (const seconds of [2, 3, 7]) times.add("preview", 1, "strongroom", seconds);
  times.add("preview", 1, "pulumi", 1.5);
  for (const seconds of [0.301, 0.305]) times.add("sign of life", 0, "strongroom", seconds);
  times.add("empty preview", 0, "strongroom", 2);
  expect(tableCells(times.rows())).toEqual([
    ["seconds", "Strongroom", "plain Pulumi", "Terraform", "Strongroom / plain Pulumi", "Strongroom / Terraform"],
    ["first sign of life", "0.30", "-", "-", "-", "-"],
    ["preview of an empty stack", "2.00", "-", "-", "-", "-"],
    ["preview without changes, 1 object", "3.00 (2.00-7.00)", "1.50", "-", "2.00", "-"],
    ["first apply, 1,000 objects", "120.0", "150.0", "30.0", "0.80", "4.00"],
  ]);
});
