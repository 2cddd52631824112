import { differenceReport } from "../../report/difference";

const report = (differences: Parameters<typeof differenceReport>[0]["differences"]): string =>
  differenceReport({ left: "staging", right: "production", differences });

describe("the difference between two environments", () => {
  it("says so where there is none", () => {
    expect(report([])).toBe("staging and production have the same values.\n");
  });

  it("is short about what differs in the environment's name only, and shows the rest", () => {
    expect(
      report([
        { path: "tier", left: "staging", right: "production" },
        { path: "address", left: "https://vault.staging.example.com", right: "https://vault.production.example.com" },
        { path: "quotas.requestsPerSecond", left: 500, right: 2000 },
        { path: "people.caPem", right: "-----BEGIN CERTIFICATE-----\nMIIB\n" },
        { path: "applications.reference-api.networks", left: ["10.20.0.0/16"] },
      ]).split("\n"),
    ).toEqual([
      "staging and production differ in 5 values.",
      "",
      "  Only in their names (staging, production):",
      "    tier, address",
      "",
      "                                       staging           production",
      "  quotas.requestsPerSecond             500               2000",
      "  people.caPem                         -                 -----BEGIN CERTIFICATE---...",
      '  applications.reference-api.networks  ["10.20.0.0/16"]  -',
      "",
    ]);
  });

  it("stays within the width of a report", () => {
    const long = "x".repeat(300);
    const lines = report([{ path: "a.path.of.some.length", left: long, right: `${long}y` }]).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
