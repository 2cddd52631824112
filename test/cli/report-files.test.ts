import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openReportFiles } from "../../cli/report-files";
import { scan } from "../../cli/commands/scan";
import type { Io } from "../../cli/io";
import { Refusal } from "../../problem/problem";
import { junitReport } from "../../report/junit";
import { longestComment, markdownReport } from "../../report/markdown";
import { reportOfPlan, type Report } from "../../report/report";
import { sarifReport } from "../../report/sarif";
import { plan } from "../report/samples";
import { freshFolder } from "../toolchain/fake-programs";

const io: Io = {
  out: () => undefined,
  err: () => undefined,
  env: {},
  signal: new AbortController().signal,
  isTerminal: { in: false, out: false, err: false },
};

test("a scan that blocks writes every file that it is told to, and nothing else", async () => {
  const folder = freshFolder();
  writeFileSync(path.join(folder, "vault.hcl"), 'listener "tcp" {\n  tls_disable = 1\n}\n');
  mkdirSync(path.join(folder, "out"));
  const [sarif, junit, markdown] = ["a.sarif", "a.xml", "a.md"].map((name) => path.join(folder, "out", name));
  if (sarif === undefined || junit === undefined || markdown === undefined) throw new Error("no names");
  const options = {
    paths: [path.join(folder, "vault.hcl")],
    tier: "production",
    maxSize: "20",
    exclude: [],
    verbose: false,
    json: false,
  };
  expect(await scan({ ...options, sarif, junit, markdown }, io)).toBe(3);
  expect(readdirSync(path.join(folder, "out"))).toEqual(["a.md", "a.sarif", "a.xml"]);
  expect(readFileSync(sarif, "utf8")).toContain("vault.hcl");
  expect(readFileSync(junit, "utf8")).toContain("<failure ");
  expect(readFileSync(markdown, "utf8")).toContain("### Strongroom: scan — blocked by ");
});

test.each([
  ["sarif", "a.sarif", (report: Report) => sarifReport(report)],
  ["junit", "a.xml", (report: Report) => junitReport(report)],
  ["markdown", "a.md", (report: Report) => markdownReport(report)],
  ["sarif", "empty", () => ""],
] as const)("a report of an earlier run is gone before this one begins: %s in %s", (form, name, text) => {
  const file = path.join(freshFolder(), name);
  writeFileSync(file, text(reportOfPlan(plan)));
  openReportFiles({ [form]: file }, io);
  expect(existsSync(file)).toBe(false);
});

test.each(["sarif", "junit", "markdown"])("%s never takes the place of a file of the user's", (form) => {
  const folder = freshFolder();
  const other = path.join(folder, "values.yaml");
  const scanned = path.join(folder, "a.md");
  writeFileSync(other, "server: {}\n");
  writeFileSync(scanned, "");
  expect(() => openReportFiles({ [form]: other }, io)).toThrow(/must name a new file, or a report of this form/u);
  expect(() => openReportFiles({ [form]: scanned }, io, [path.join(folder, ".", "a.md")])).toThrow(/scanned/u);
  expect([readFileSync(other, "utf8"), existsSync(scanned)]).toEqual(["server: {}\n", true]);
});

test.each([
  ["a folder that is not there", (folder: string) => ({ sarif: path.join(folder, "none", "a.sarif") }), "ENOENT"],
  ["a folder itself", (folder: string) => ({ junit: folder }), "a folder"],
  [
    "below a file",
    (folder: string) => ({ junit: path.join(folder, "file", "a.xml") }),
    "a folder that can be written to",
  ],
  [
    "the same for two forms",
    (folder: string) => ({ sarif: path.join(folder, "a"), junit: path.join(folder, "a") }),
    "--junit",
  ],
])("%s is refused before anything runs, and removes nothing", (_, options, said) => {
  const folder = freshFolder();
  writeFileSync(path.join(folder, "file"), "");
  writeFileSync(path.join(folder, "b.md"), "old");
  const open = () => openReportFiles({ markdown: path.join(folder, "b.md"), ...options(folder) }, io);
  expect(open).toThrow(Refusal);
  expect(open).toThrow(said);
  expect(readFileSync(path.join(folder, "b.md"), "utf8")).toBe("old");
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)("so is a folder that nobody may write to", () => {
  const folder = freshFolder();
  chmodSync(folder, 0o500);
  expect(() => openReportFiles({ sarif: path.join(folder, "a") }, io)).toThrow("EACCES");
});

test("a comment has room for as much as the service that it is for lets it have", async () => {
  const [finding] = plan.findings;
  if (finding === undefined) throw new Error("no finding");
  const findings = Array.from({ length: 1_000 }, (_, index) => ({ ...finding, subject: `thing ${index}` }));
  const report = reportOfPlan({ ...plan, findings });
  const markdown = path.join(freshFolder(), "a.md");
  await openReportFiles({ markdown }, io)(report);
  expect(readFileSync(markdown, "utf8").length).toBeLessThanOrEqual(longestComment.gitHub);
  await openReportFiles({ markdown }, { ...io, env: { GITLAB_CI: "true" } })(report);
  expect(readFileSync(markdown, "utf8")).not.toContain("left out");
});
