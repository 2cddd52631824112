import { printed } from "../../report/layout";
import { scanReport } from "../../report/scan";
import { terminalReport } from "../../report/terminal";
import { plan } from "./samples";

const name = "x\u001b[1A\u001b[2K\n::stop-commands::z\u202e";
const shown = "x\\u{1b}[1A\\u{1b}[2K\\n::stop-commands::z\\u{202e}";
/** A control character, a change of direction, or a command to a CI system. */
const writes = /[^\P{Cc}\n]|\u202e|^\s*::/mu;

test("each line stays the line that it is, and is no command of a CI system's", () => {
  expect(printed([`a ${name}`, "   ::stop-commands::z", "a :: b"])).toBe(
    `a ${shown}\n   \\u{3a}:stop-commands::z\na :: b`,
  );
});

test("a name of others writes nothing of its own into a preview", () => {
  const operations = plan.operations.map((operation) => ({ ...operation, name }));
  const report = terminalReport({ ...plan, operations });
  expect(report).toContain(shown);
  expect(report).not.toContain(name);
  expect(report).not.toMatch(writes);
});

test("nor into a scan", () => {
  const finding = plan.findings[0];
  if (finding === undefined) throw new Error("the sample has no findings");
  const result = {
    tier: "production",
    read: [{ file: name, kind: "policy" as const }],
    skipped: [{ file: name, because: "is empty" }],
    unread: [{ subject: name, must: "be read", blocks: true }],
    findings: [{ ...finding, location: { file: name, line: 1, column: 1 } }],
    ruleCount: 1,
    seconds: 1,
  };
  expect(scanReport(result, { paths: [name], verbose: true })).not.toMatch(writes);
});
