import { z } from "zod";
import { operationKinds } from "../plan/operation";
import { severities } from "../policy-pack/finding";

/** The form of `--json`. A field may be added in the same version; one that goes or changes its meaning makes a new one. */
export const jsonVersion = 1;

const text = z.string();
const outcome = z
  .enum(["clean", "blocked", "failed"])
  .describe("What it comes to: clean (exit code 0), findings block (3), or something kept it from being finished (1).");
const place = z
  .object({ file: text, line: z.int(), column: z.int(), textLine: z.int().optional() })
  .describe("Where it stands in a file; lines and columns count from 1.");

const finding = z.object({
  ruleId: text.describe("The rule, by its id; strongroom rules show prints what it asks for."),
  severity: z.enum(severities),
  verdict: z
    .enum(["violation", "not-evaluated", "crash"])
    .describe("Not as required, not known, or the rule itself failed."),
  blocks: z.boolean().describe("Whether it stops the change."),
  subject: text.describe("What it is about, as waivers name it."),
  path: text.optional().describe("Where inside the subject."),
  place: text.optional(),
  must: text.describe('The end of the sentence "<subject> must ...".'),
  found: text.optional(),
  fix: text.optional(),
  sources: z.array(z.object({ title: text, section: text })).describe("The documents that ask for it."),
  docs: text.describe("The rule's page; empty for rules of other packs."),
  urn: text.describe("Pulumi's name of the resource; empty where it is about none."),
  location: place.optional(),
  waiver: z
    .object({ reason: text, owner: text, expires: text })
    .optional()
    .describe("Who accepts it, why, and until which day; then it blocks nothing."),
});

const operation = z.object({
  kind: z.enum(operationKinds),
  urn: text,
  type: text,
  name: text,
  changed: z.array(text).describe("Names of the properties that differ, never their values."),
  custom: z.boolean().describe("Whether it exists on a server: components group others, and exist nowhere else."),
});

const failure = z.object({
  message: text,
  resource: z.object({ urn: text, type: text, name: text, declaredBy: text.optional() }).optional(),
  request: z.object({ method: text, path: text, status: z.int() }).optional().describe("What Vault refused."),
});

const run = { findings: z.array(finding), failures: z.array(failure), seconds: z.number() };

const applied = z.object({
  nothingToApply: z.literal(true).optional(),
  findings: run.findings.optional(),
  failures: run.failures.optional(),
  seconds: run.seconds.optional(),
  serverReadBack: z
    .object({ read: z.int(), different: z.array(operation), failures: z.array(failure), seconds: z.number() })
    .nullable()
    .describe("How many resources were read back, and which are not as declared; null where it did not come to that."),
  settingsWithSecret: z
    .object({
      unset: z.array(text),
      different: z.array(z.object({ mount: text, component: text, names: z.array(text) })),
    })
    .optional(),
});

/** What `strongroom preview --json` and `strongroom up --json` print. */
export const previewForm = z.object({
  version: z.literal(jsonVersion),
  report: z.literal("preview"),
  outcome,
  environment: text,
  tier: text,
  ...run,
  ruleCount: z.int(),
  switchedOff: z.array(text).describe("Rules that the project has switched off here."),
  operations: z.array(operation).describe("What would change."),
  unchanged: z.int(),
  applied: applied.optional().describe("What applying it came to, where it was applied."),
});

const problem = {
  subject: text,
  place: text.optional(),
  path: text.optional(),
  must: text,
  found: text.optional(),
  fix: text.optional(),
};

/** What `strongroom scan --json` prints. */
export const scanForm = z.object({
  version: z.literal(jsonVersion),
  report: z.literal("scan"),
  outcome,
  tier: text,
  vault: z.object({ address: text, settings: z.int() }).optional().describe("The running Vault, where one was read."),
  read: z.array(z.object({ file: text, kind: text })),
  skipped: z.array(z.object({ file: text, because: text })),
  unread: z
    .array(z.object({ ...problem, blocks: z.boolean() }))
    .describe("What could not be read, and so was not judged."),
  findings: run.findings,
  ruleCount: z.int(),
  seconds: run.seconds,
});

/** Both, told apart by `report`. */
export const jsonForm = z.discriminatedUnion("report", [previewForm, scanForm]);
