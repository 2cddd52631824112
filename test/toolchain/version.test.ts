import { compareVersions, isWithin, rangeInWords, versionIn } from "../../toolchain/version";

test.each([
  ["v3.220.0", "3.220.0"],
  ["Vault v1.21.0 (), built 2025-10-01T00:00:00Z", "1.21.0"],
  ["Vault v1.21.0+ent (818ca8b)", "1.21.0+ent"],
  ["go version go1.26.8 linux/amd64", "1.26.8"],
  ["3.250.0-alpha.1 (dev)", "3.250.0-alpha.1"],
  ["no version here", undefined],
])("the version in %j is %j", (text, version) => {
  expect(versionIn(text)).toBe(version);
});

test.each([
  ["1.9.0", "1.10.0", -1],
  ["2.0.0", "1.99.99", 1],
  ["1.20.3", "1.20.3", 0],
  ["1.20.3+ent", "1.20.3", 0],
])("%s against %s is %d", (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign);
});

test.each([
  ["1.19.9", false],
  ["1.20.0", true],
  ["2.99.0", true],
  ["3.0.0", false],
])("%s is within 1.20.0 to 3.0.0: %s", (version, within) => {
  expect(isWithin(version, { from: "1.20.0", below: "3.0.0" })).toBe(within);
});

test("a range of one version is said to be exactly that one", () => {
  expect(rangeInWords({ from: "7.8.0", below: "7.8.1" })).toBe("exactly 7.8.0");
  expect(rangeInWords({ from: "1.20.0", below: "3.0.0" })).toBe("from 1.20.0, before 3.0.0");
});
