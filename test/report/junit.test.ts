import fc from "fast-check";
import { junitReport } from "../../report/junit";
import { reportOfPlan, reportOfScan } from "../../report/report";
import { xmlDocument } from "../../report/xml";
import { day, failedPlan, plan, scan } from "./samples";

const cases = (xml: string) =>
  new Map(
    xml
      .split("<testcase ")
      .slice(1)
      .map((text) => [/name="([^"]*)"/u.exec(text.replace(/^classname="[^"]*" /u, ""))?.[1] ?? "", text]),
  );

test("a rule that blocks has failed, one that failed itself is an error, and one that nobody can vouch for is skipped", () => {
  const all = cases(junitReport(reportOfPlan(plan, undefined, day)));
  expect(all.get("tls-listener-required")).toContain('<failure message="2 findings: ');
  expect(all.get("seal-no-inline-credential")).toContain("<error message=");
  expect(all.get("token-ttl-bounded")).toContain('<skipped message="not evaluated: 1 value not known">');
  expect(all.get("kv-versioned")).toContain('<skipped message="waived: 1 finding">');
  expect(all.get("no-ssh")).toContain('<skipped message="switched off in stacks/rules.yaml">');
  expect(all.get("telemetry-on")).toContain("<system-out>warning: ");
  expect(all.get("audit-no-raw")).not.toContain("<skipped");
});

test("where a preview stopped, no rule has passed", () => {
  const all = cases(junitReport(reportOfPlan(failedPlan, undefined, day)));
  expect(all.get("preview")).toContain('<error message="permission denied" type="failure">');
  const passed = [...all].filter(([, text]) => !/<(?:error|failure|skipped)/u.test(text)).map(([name]) => name);
  expect(passed).toEqual([]);
});

test("a scan has the rules that judge files, and what could not be read", () => {
  const all = cases(junitReport(reportOfScan(scan, day)));
  expect([...all.keys()]).not.toContain("no-data-loss");
  expect(all.get("k8s/a b.yaml")).toContain("<error ");
});

test("a file that could not be read keeps no rule from passing, and is called the same in every run", () => {
  const [unread] = scan.unread;
  if (unread === undefined) throw new Error("the sample has everything read");
  const other = { ...unread, subject: "a.hcl" };
  const all = cases(junitReport(reportOfScan({ ...scan, findings: [], unread: [other, unread, unread] }, day)));
  expect([...all.keys()].slice(0, 3)).toEqual(["a.hcl", "k8s/a b.yaml", "k8s/a b.yaml 2"]);
  expect(all.get("tls-listener-required")).not.toContain("<skipped");
});

test("where nothing was found to judge, no rule has passed", () => {
  const nothing = { ...scan, read: [], findings: [], unread: [] };
  const all = cases(junitReport(reportOfScan(nothing, day)));
  expect([...all.values()].filter((text) => !text.includes('<skipped message="nothing of Vault'))).toEqual([]);
});

/** Whatever XML has no place for. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

test("any text makes a document in which nothing but our own elements stands", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (attribute, text) => {
      const xml = xmlDocument({ name: "a", attributes: { b: attribute }, children: [text] });
      expect(forbidden.test(xml)).toBe(false);
      expect(xml).toMatch(/^<\?xml [^>]*\?>\n<a b="[^"<>]*">[^<>]*<\/a>\n$/u);
      expect(xml.replace(/&(?:amp|lt|gt|quot|#9|#10|#13);/gu, "")).not.toContain("&");
    }),
  );
});
