import { Refusal } from "../../problem/problem";
import { refusalReport } from "../../report/refusal";

describe("a refusal, as a person reads it", () => {
  it("of one file is a table of its problems by place", () => {
    const refusal = new Refusal(
      [
        {
          subject: "stacks/Pulumi.staging.yaml",
          place: "11:5",
          path: "environment.login.metod",
          must: "be a known key",
        },
        {
          subject: "stacks/Pulumi.staging.yaml",
          place: "14:14",
          path: "environment.address",
          must: "start with https://",
          found: '"http://x"',
        },
      ],
      { summary: "Nothing was run." },
    );
    expect(refusalReport(refusal, "preview")).toBe(
      [
        "stacks/Pulumi.staging.yaml has 2 problems:",
        "",
        "  11:5   environment.login.metod  must be a known key",
        '  14:14  environment.address      must start with https://, found "http://x"',
        "",
        "Nothing was run.",
        "",
      ].join("\n"),
    );
  });

  it("of anything else says what must be and how to get there", () => {
    const refusal = new Refusal([{ subject: "port 8210", must: "be free", found: "nginx", fix: "stop it" }]);
    expect(refusalReport(refusal, "dev start")).toBe(
      "dev start: refused.\n  port 8210 must be free, found nginx\n    fix: stop it\n",
    );
  });
});
