import type {
  Policies,
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import { readResource, vaultProviderType, type RawResource, type Resource } from "../model/resource";
import { inStack } from "../model/vault/in-stack";
import { canBeginWithNamespace, isBelowMount } from "../model/vault/write";
import { loginOf, type Surroundings } from "./connection";
import type { Environment } from "./environment";
import { docsPage, type Finding } from "./finding";
import { judge } from "./judge";
import { levelConfig, levelOf } from "./level";
import { printMessage } from "./message";
import type { Kind, PolicyRule, Rule, RuleOf, Stack, StackRule, Subjects, WaiversInUse } from "./rule";
import { startWaiving, type Waiving } from "./waiving";

/** The rules as Pulumi's policies. Every finding carries its own level, whatever level Pulumi has for the policy. */
export function toPolicies(
  rules: readonly Rule[],
  environment: Environment,
  surroundings: Surroundings,
  waiving: Waiving = startWaiving([], environment.stack, ""),
): Policies {
  const frame = { environment, waiving };
  const resourceOf = convertOnce((args: ResourceValidationArgs) => args.urn, toResource);
  const stackOf = convertOnce((args: StackValidationArgs) => String(args.resources.length), toStack);
  const validateStack =
    (rule: StackRule): StackValidationPolicy["validateStack"] =>
    (args, report) =>
      say(rule, stackOf(rule.id, args), args, report, frame);
  // Pulumi calls policies in this order, and what waivers came to is known when every other rule has spoken.
  const inOrder = [...rules].sort((left, right) => Number(left.kind === "waivers") - Number(right.kind === "waivers"));
  return inOrder.filter(isPolicyRule).map((rule): ResourceValidationPolicy | StackValidationPolicy => {
    switch (rule.kind) {
      case "resource": {
        const { overStack, needsMounts = false } = rule;
        const needsStack = needsMounts ? isBelowMount : canBeginWithNamespace;
        return {
          ...describe(rule),
          validateResource: (args, report) => {
            const resource = resourceOf(rule.id, args);
            if (!needsStack(resource)) say(rule, resource, args, report, frame);
          },
          // One policy can be both (@pulumi/policy, policy.js: isResourcePolicy, isStackPolicy).
          validateStack: (args, report) => {
            const stack = stackOf(rule.id, args);
            for (const write of stack.resources.filter(needsStack)) say(rule, write, args, report, frame);
            if (overStack !== undefined) say(overStack, stack, args, report, frame);
          },
        };
      }
      case "login":
        return {
          ...describe(rule),
          validateResource: async (args, report) => {
            if (args.type !== vaultProviderType) return;
            say(rule, await loginOf(resourceOf(rule.id, args), surroundings), args, report, frame);
          },
        };
      case "stack":
        return { ...describe(rule), validateStack: validateStack(rule) };
      case "waivers":
        return {
          ...describe(rule),
          validateStack: (args, report) => say(rule, waiversOfPack(rules, waiving), args, report, frame),
        };
    }
  });
}

/** Those for findings of the guard are plan/'s to judge: no policy sees what they accept. */
function waiversOfPack(rules: readonly Rule[], waiving: Waiving): WaiversInUse {
  const ids = new Set(rules.filter(isPolicyRule).map(({ id }) => id));
  return { waivers: waiving.uses().filter(({ waiver }) => ids.has(waiver.rule)) };
}

function isPolicyRule(rule: Rule): rule is PolicyRule {
  return rule.kind !== "change" && rule.kind !== "strictness";
}

function describe(rule: Rule) {
  const [source] = rule.sources;
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: "mandatory" as const,
    severity: rule.severity,
    configSchema: configSchema(rule),
    displayName: rule.id,
    framework: { name: source.title, version: "", reference: source.section, specification: rule.title },
    tags: [rule.family],
    remediationSteps: rule.remediation,
    url: docsPage(rule.id),
  };
}

/** JSON Schema as zod writes it, without the keywords that Pulumi's checker does not know. */
function configSchema(rule: Rule): PolicyConfigSchema {
  const { properties } = z.toJSONSchema(levelConfig.extend(rule.config.shape), { io: "input", target: "draft-7" });
  return { properties: z.record(z.string(), z.looseObject({})).parse(properties) };
}

interface Frame {
  readonly environment: Environment;
  readonly waiving: Waiving;
}

function say<K extends Kind>(
  rule: RuleOf<K>,
  subject: Subjects[K],
  args: ResourceValidationArgs | StackValidationArgs,
  report: ReportViolation,
  { environment, waiving }: Frame,
): void {
  const settings = args.getConfig();
  const findings = judge(rule, subject, settings, environment);
  if (findings.length === 0) return;
  const levels = levelConfig.safeParse(settings);
  for (const finding of findings) {
    // The CLI has checked the configuration against the schema; should it not have, the rule's own level counts.
    const level = levelOf(finding.verdict, rule, environment.tier, levels.data ?? {});
    if (level === "off") continue;
    const said = waiving.accept(finding, finding.urn ?? urnOf(subject, args));
    const enforcementLevel = level === "block" && said.waiver === undefined ? "mandatory" : "advisory";
    reportAt(report, said, enforcementLevel, "urn" in subject ? subject.urn : undefined);
  }
}

/** What is said about a whole stack is about the stack itself, and the engine has it under that URN. */
function urnOf(subject: Subjects[Kind], args: ResourceValidationArgs | StackValidationArgs): string {
  if ("urn" in subject) return subject.urn;
  if ("urn" in args) return args.urn;
  return args.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
}

/** @param urn what it is about, where Pulumi cannot say: a resource that is judged with its stack */
function reportAt(
  report: ReportViolation,
  finding: Finding,
  enforcementLevel: "mandatory" | "advisory",
  urn: string | undefined,
): void {
  // The object form is in @pulumi/policy 1.21 (server.js, makeReportViolationFun) but missing from its types.
  const reportObject = report as unknown as (violation: {
    message: string;
    enforcementLevel: "mandatory" | "advisory";
    severity: Finding["severity"];
    urn?: string;
  }) => void;
  const about = urn === undefined ? {} : { urn };
  reportObject({ message: printMessage(finding), enforcementLevel, severity: finding.severity, ...about });
}

function toResource(args: ResourceValidationArgs): Resource {
  return readResource(rawResource(args));
}

function toStack(args: StackValidationArgs): Stack {
  const resources = args.resources.map((resource) => ({
    ...readResource(rawResource(resource)),
    decidedBy: new Map(
      Object.entries(resource.propertyDependencies).map(([name, others]) => [name, others.map(({ urn }) => urn)]),
    ),
  }));
  return { resources: inStack(resources) };
}

type PolicyArgs = Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "opts" | "provider">;

function rawResource({ urn, type, name, props, opts, provider }: PolicyArgs): RawResource {
  return {
    urn,
    type,
    name,
    props,
    additionalSecretOutputs: opts.additionalSecretOutputs,
    options: { protect: opts.protect },
    ...(provider === undefined
      ? {}
      : { provider: { urn: provider.urn, type: provider.type, name: provider.name, props: provider.props } }),
  };
}

/**
 * Pulumi calls every policy with arguments of its own making, one policy after the other; converting them once is enough. A
 * policy that comes again marks the next request, even for something that looks the same.
 */
function convertOnce<Args, Subject>(identify: (args: Args) => string, convert: (args: Args) => Subject) {
  let last: { readonly identity: string; readonly subject: Subject; readonly usedBy: Set<string> } | undefined;
  return (ruleId: string, args: Args): Subject => {
    const identity = identify(args);
    if (last?.identity !== identity || last.usedBy.has(ruleId)) {
      last = { identity, subject: convert(args), usedBy: new Set() };
    }
    last.usedBy.add(ruleId);
    return last.subject;
  };
}
