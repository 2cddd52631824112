import fc from "fast-check";
import { cleanFinding, severities, type Finding } from "../../policy-pack/finding";
import { parseMessage, printMessage } from "../../policy-pack/message";

const finding: Finding = {
  ruleId: "tls-listener-required",
  severity: "critical",
  verdict: "violation",
  subject: "ConfigMap vault/vault-config",
  path: 'data["vault.hcl"] listener[0].tls_disable',
  must: "have TLS on",
  found: "true",
  fix: "remove tls_disable, set tls_cert_file and tls_key_file",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault production checklist", section: "TLS connection (all of it)" },
  ],
  docs: "docs/rules/tls-listener-required.md",
};

const text = `critical tls-listener-required: ConfigMap vault/vault-config
  at     data["vault.hcl"] listener[0].tls_disable
  must   have TLS on
  found  true
  fix    remove tls_disable, set tls_cert_file and tls_key_file
  asked for by "Production Hardening" (End-to-End TLS), "Vault production checklist" (TLS connection (all of it))
  docs/rules/tls-listener-required.md`;

/** Any finding at all, hostile texts included. */
const anyFinding: fc.Arbitrary<Finding> = fc.record(
  {
    ruleId: fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,3}$/u),
    severity: fc.constantFrom(...severities),
    verdict: fc.constantFrom("violation", "not-evaluated", "crash"),
    subject: anyText(),
    path: anyText(),
    must: anyText().map((must) => `must ${must}`),
    found: anyText(),
    fix: anyText(),
    sources: fc.array(fc.record({ title: anyText(), section: anyText() }), { maxLength: 3 }),
    docs: fc.stringMatching(/^docs\/rules\/[a-z-]{1,9}\.md$/u),
    waiver: fc.record({ reason: anyText(), owner: anyText(), expires: anyText() }),
  },
  { requiredKeys: ["ruleId", "severity", "verdict", "subject", "must", "sources", "docs"] },
);

function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "<{%reset%}>",
      "a\nfound  b",
      '"x" (y), "z" (',
      "  fix    c",
      "s.abcdefghijklmnopqrstuvwx",
      "\u001b[31m",
      "",
    ),
  );
}

describe("a finding as text", () => {
  test("reads as a short paragraph: what, where, what must be, what is, what to do, who asks", () => {
    expect(printMessage(finding)).toBe(text);
  });

  test("is read back exactly, whatever its texts are", () => {
    fc.assert(fc.property(anyFinding, (any) => expect(parseMessage(printMessage(any))).toEqual(cleanFinding(any))));
  });

  test.each([
    ["not-evaluated", "critical tls-listener-required (not evaluated): ConfigMap vault/vault-config"],
    ["crash", "critical tls-listener-required (rule failed): ConfigMap vault/vault-config"],
  ] as const)("says in its first line that the verdict is %s", (verdict, firstLine) => {
    expect(printMessage({ ...finding, verdict }).split("\n")[0]).toBe(firstLine);
    expect(parseMessage(printMessage({ ...finding, verdict }))?.verdict).toBe(verdict);
  });

  test("says in its first line that it is waived, and below why, by whom and until when", () => {
    const waiver = { reason: "their fix is due in August", owner: "platform", expires: "2026-08-31" };
    const printed = printMessage({ ...finding, verdict: "not-evaluated", waiver });
    expect(printed.split("\n")[0]).toBe(
      "critical tls-listener-required (not evaluated, waived): ConfigMap vault/vault-config",
    );
    expect(printed).toContain("\n  reason their fix is due in August\n  owner  platform\n  until  2026-08-31\n");
    expect(parseMessage(printed)).toEqual({ ...finding, verdict: "not-evaluated", waiver });
  });

  test("is found behind a description and between the engine's colour tags", () => {
    const event = `<{%fg 1%}>A listener must use TLS.\n${text}<{%reset%}>\n`;
    expect(parseMessage(event)).toEqual(finding);
  });

  test.each([
    "",
    "can't run policy 'x' from policy pack 'y' during preview",
    "critical x",
    "critical x: y",
    "high a-b: c\n  docs",
  ])("is not seen in %j", (other) => expect(parseMessage(other)).toBeUndefined());

  test("never carries a token, a key, a terminal escape or a second line inside a text", () => {
    const printed = printMessage({
      ...finding,
      subject: "pod\u001b[2J hvs.CAESIJ1wv8abcdef",
      found: "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
      fix: "see https://admin:hunter2@vault:8200\nnow",
    });
    expect(parseMessage(printed)).toMatchObject({
      subject: "pod\\u{1b}[2J (secret)",
      found: "(secret)",
      fix: "see https://admin:(secret)@vault:8200\\nnow",
    });
  });
});
