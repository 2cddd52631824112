import {
  cleanFinding,
  type Acceptance,
  type Finding,
  type FindingVerdict,
  type Severity,
  type Source,
} from "./finding";

/**
 * The one form of a finding as text. Pulumi shows it as it stands, and plan/ reads findings back from the engine's events with
 * {@link parseMessage}, so that nothing else has to travel beside it.
 *
 * ```
 * critical tls-listener-required: ConfigMap vault/vault-config
 *   at     data["vault.hcl"] listener[0].tls_disable
 *   must   have TLS on
 *   found  true
 *   fix    remove tls_disable, set tls_cert_file and tls_key_file
 *   asked for by "Production Hardening" (End-to-End TLS)
 *   docs/rules/tls-listener-required.md
 * ```
 *
 * One that is accepted for a while says `(waived)` in its first line, and why, by whom and until when below it.
 */
export function printMessage(finding: Finding): string {
  const { ruleId, severity, verdict, subject, path, must, found, fix, sources, docs, waiver } = cleanFinding(finding);
  return [
    `${severity} ${ruleId}${words(verdict, waiver)}: ${subject}`,
    ...line("at", path),
    ...line("must", must),
    ...line("found", found),
    ...line("fix", fix),
    ...(waiver === undefined ? [] : waiverLines(waiver)),
    ...(sources.length === 0 ? [] : [`  ${askedFor}${sources.map(printSource).join(", ")}`]),
    `  ${docs}`,
  ].join("\n");
}

/**
 * The finding that {@link printMessage} printed, as `cleanFinding` leaves it; undefined for any other text. The engine's colour
 * tags are ignored, and so are lines before the message (the CLI can put a policy's description there).
 */
export function parseMessage(text: string): Finding | undefined {
  const lines = text.replace(colourTag, "").trimEnd().split("\n");
  const start = lines.findIndex((each) => heading.test(each));
  if (start === -1) return undefined;
  const head = heading.exec(lines[start] ?? "")?.groups;
  const body = lines.slice(start + 1);
  const docs = body.pop();
  const severity = head?.["severity"];
  const ruleId = head?.["ruleId"];
  const subject = head?.["subject"];
  const must = field(body, "must");
  if (
    !isSeverity(severity) ||
    ruleId === undefined ||
    subject === undefined ||
    must === undefined ||
    docs === undefined
  ) {
    return undefined;
  }
  return {
    ruleId,
    severity,
    verdict: verdictOf(head?.["words"]),
    subject,
    ...optional("path", field(body, "at")),
    must,
    ...optional("found", field(body, "found")),
    ...optional("fix", field(body, "fix")),
    ...(isWaived(head?.["words"]) ? { waiver: waiverIn(body) } : {}),
    sources: parseSources(body.find((each) => each.startsWith(`  ${askedFor}`))),
    docs: docs.trim(),
  };
}

const askedFor = "asked for by ";
const verdictWords: Readonly<Record<FindingVerdict, string>> = {
  violation: "",
  "not-evaluated": "not evaluated",
  crash: "rule failed",
};
const waived = "waived";
const heading =
  /^(?<severity>critical|high|medium|low) (?<ruleId>[a-z0-9]+(?:-[a-z0-9]+)*)(?: \((?<words>(?:not evaluated|rule failed|, |waived)+)\))?: (?<subject>.*)$/u;
const colourTag = /<\{%.*?%\}>/gu;
const labelWidth = "found  ".length;

/** ` (not evaluated, waived)`, or nothing for a violation that counts. */
function words(verdict: FindingVerdict, waiver: Acceptance | undefined): string {
  const said = [verdictWords[verdict], waiver === undefined ? "" : waived].filter((word) => word !== "");
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

function waiverLines({ reason, owner, expires }: Acceptance): string[] {
  return [...line("reason", reason), ...line("owner", owner), ...line("until", expires)];
}

function isWaived(said: string | undefined): boolean {
  return said?.split(", ").includes(waived) ?? false;
}

function waiverIn(lines: readonly string[]): Acceptance {
  const given = (label: string) => field(lines, label) ?? "";
  return { reason: given("reason"), owner: given("owner"), expires: given("until") };
}

function line(label: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`  ${label.padEnd(labelWidth)}${text}`];
}

function field(lines: readonly string[], label: string): string | undefined {
  const start = `  ${label.padEnd(labelWidth)}`;
  return lines.find((each) => each.startsWith(start))?.slice(start.length);
}

function printSource({ title, section }: Source): string {
  return `"${title}" (${section})`;
}

/** No title or section contains a double quote (`cleanFinding`), so one always starts a title. */
function parseSources(text: string | undefined): Source[] {
  if (text === undefined) return [];
  const rest = text.slice(`  ${askedFor}`.length);
  return [...rest.matchAll(/"(?<title>[^"]*)" \((?<section>[^"]*)\)(?=, "|$)/gu)].map(({ groups }) => ({
    title: groups?.["title"] ?? "",
    section: groups?.["section"] ?? "",
  }));
}

function verdictOf(said: string | undefined): FindingVerdict {
  const [first] = said?.split(", ") ?? [];
  if (first === verdictWords["not-evaluated"]) return "not-evaluated";
  return first === verdictWords.crash ? "crash" : "violation";
}

function isSeverity(text: string | undefined): text is Severity {
  return text === "critical" || text === "high" || text === "medium" || text === "low";
}

function optional(name: "path" | "found" | "fix", text: string | undefined) {
  return text === undefined ? {} : { [name]: text };
}
