import fc from "fast-check";
import type { Operation } from "../../plan/operation";
import { longestComment, markdownReport } from "../../report/markdown";
import { code, codeBlock, prose } from "../../report/markdown-text";
import { reportOfPlan } from "../../report/report";
import { day, failedPlan, plan } from "./samples";

function removed(count: number): Operation[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: index % 2 === 0 ? "delete" : "replace",
    urn: `urn:${index}`,
    type: "vault:index/mount:Mount",
    name: `mount-${index}`,
    changed: ["path", "type"],
    custom: true,
  }));
}

const [finding] = plan.findings;
if (finding === undefined) throw new Error("no finding");
const many = Array.from({ length: 2_000 }, (_, index) => ({
  ...finding,
  subject: `thing ${index}`,
  blocks: index < 1_000,
}));

test("a comment that is too long leaves out the least dangerous, says how much, and keeps everything that would be destroyed", () => {
  const comment = markdownReport(reportOfPlan({ ...plan, findings: many, operations: removed(500) }, undefined, day));
  expect(comment.length).toBeLessThanOrEqual(longestComment.gitHub);
  for (const { name } of removed(500)) expect(comment).toContain(`\`${name}\``);
  const shown = [...comment.matchAll(/^- `telemetry-on`/gmu)].length;
  const left = [...comment.matchAll(/^- (\d+) more/gmu)].map(([, count]) => Number(count));
  expect(shown).toBeGreaterThan(0);
  expect(left).toEqual([1_000 - shown, 1_000 + 0]);
  expect(comment.trimEnd().endsWith("</details>")).toBe(true);
});

test("where not even the deletions have room, they are counted, and nothing else takes their room", () => {
  const comment = markdownReport(reportOfPlan({ ...plan, findings: many, operations: removed(5_000) }, undefined, day));
  expect(comment.length).toBeLessThanOrEqual(longestComment.gitHub);
  const shown = [...comment.matchAll(/^- (?:delete|replace) /gmu)].length;
  expect(shown).toBeGreaterThan(1_000);
  expect(comment).toContain(`- and ${5_000 - shown} more, for which no comment has room`);
  expect(comment).toContain("**Would destroy** 5000 engines");
});

test("GitLab has room for more", () => {
  const long = reportOfPlan({ ...plan, findings: many, operations: removed(500) }, undefined, day);
  expect(markdownReport(long, longestComment.gitLab)).not.toContain("left out");
});

test("what a pipeline finds its comment by is the first line, also where the preview failed", () => {
  expect(markdownReport(reportOfPlan(failedPlan, undefined, day))).toMatch(
    /^<!-- strongroom environment production -->\n### Strongroom: production — failed\n/u,
  );
});

describe("any text of others", () => {
  it("stays inside its code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const span = code(text);
        const [fence = ""] = /^`*/u.exec(span) ?? [];
        expect(span).not.toMatch(/[\n\r\u2028\u2029\p{Cc}]/u);
        if (fence === "") expect(span).toBe("(nothing)");
        else expect(span.slice(fence.length, -fence.length).match(/`+/gu) ?? []).not.toContain(fence);
      }),
    );
  });

  it("stays inside its block", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "~", "\n", " ", "a", "<") }), (text) => {
        const [first = "", ...lines] = codeBlock(text);
        const fence = first.replace(/text$/u, "");
        expect(lines.at(-1)).toBe(fence);
        expect(lines.slice(0, -1).filter((line) => line.includes(fence))).toEqual([]);
      }),
    );
  });

  it("formats nothing, begins no line and calls nobody", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("`*_[]()<>|&@#!~%$:\\\n-+=a1/")) }), (text) => {
        const said = prose(text);
        expect(said).not.toMatch(/\n/u);
        expect(said.replace(/\\[^]|&(?:amp|#8203);/gu, "")).not.toMatch(/[\\`*_[\]()<>|&=+-]/u);
        expect(said.replaceAll("&#8203;", "\u200b")).not.toMatch(/(?:[@#!~%$]|&amp;)[a-z0-9]/iu);
        expect(said).not.toContain("://");
      }),
    );
  });
});
