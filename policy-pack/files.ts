import { isAbsent, unknown } from "../model/value";
import { input, vaultProviderType, type Resource } from "../model/resource";
import { subjectOf } from "../model/subject";
import { withDropIns } from "../model/server/drop-ins";
import { inStack } from "../model/vault/in-stack";
import { duties, type Duty, type Environment, type Tier } from "./environment";
import type { RuleSettings } from "./configuration";
import type { Finding } from "./finding";
import { judge } from "./judge";
import { levelConfig, levelOf } from "./level";
import type { Login, Rule, StackRule } from "./rule";
import { rules } from "./rules/index";

/** Resources that were read together, outside any engine. */
export interface Scanned {
  readonly resources: readonly Resource[];
  /** Whether they are all that a stack has, as its state says, or just what stands in some files. */
  readonly judged: Environment["judged"];
  /** How findings about all of them name them. */
  readonly stack: string;
  /** Whose duties are another's, though this is a stack. */
  readonly elsewhere?: readonly Duty[];
}

export interface Strictness {
  readonly tier: Tier;
  /** What a project says about the rules; without it their own levels and limits count. */
  readonly settings?: RuleSettings;
}

/** What a rule says, about what, and whether it blocks. */
export interface ScanFinding extends Finding {
  readonly urn: string;
  readonly blocks: boolean;
}

/** The rules that judge what is, rather than what is planned or what is said about the rules. */
export const scanRules: readonly Rule[] = rules.filter(({ kind }) => ["resource", "login", "stack"].includes(kind));

/** Whether a violation of a rule would block. */
export function violationBlocks(ruleId: string, { tier, settings = {} }: Strictness): boolean {
  const levels = levelConfig.safeParse(settings[ruleId] ?? {}).data ?? {};
  return scanRules.some((rule) => rule.id === ruleId && levelOf("violation", rule, tier, levels) === "block");
}

/** What those rules say. */
export function judgeScanned(scanned: Scanned, { tier, settings = {} }: Strictness): ScanFinding[] {
  const environment = environmentOf(scanned, tier);
  const resources = inStack(withDropIns(scanned.resources));
  const locate = locator(resources);
  return scanRules.flatMap((rule) => {
    const own = settings[rule.id] ?? {};
    const levels = levelConfig.safeParse(own).data ?? {};
    return findingsOf(rule, resources, own, environment).flatMap(({ urn, finding: { onlyWarns, ...finding } }) => {
      const level = levelOf(finding.verdict, rule, tier, levels);
      return level === "off" ? [] : [{ urn, ...locate(finding), blocks: level === "block" && onlyWarns !== true }];
    });
  });
}

/** What a rule over the whole says of one resource stands where that begins, unless the rule said a value. */
function locator(resources: readonly Resource[]): (finding: Finding) => Finding {
  const positions = new Map(
    resources.flatMap((resource) => [
      [resource.urn, resource.position] as const,
      [subjectOf(resource), resource.position] as const,
    ]),
  );
  return (finding) => {
    const location = finding.location ?? positions.get(finding.urn ?? finding.subject);
    return location === undefined ? finding : { ...finding, location };
  };
}

interface Found {
  readonly urn: string;
  readonly finding: Finding;
}

function findingsOf(rule: Rule, resources: readonly Resource[], settings: unknown, environment: Environment): Found[] {
  const overStack = (stackRule: StackRule | undefined): Found[] => {
    if (stackRule === undefined) return [];
    const urn = stackUrn(resources);
    return judge(stackRule, { resources }, settings, environment).map((finding) => ({ urn, finding }));
  };
  switch (rule.kind) {
    case "resource":
      return [
        ...resources.flatMap((resource) =>
          judge(rule, resource, settings, environment).map((finding) => ({ urn: resource.urn, finding })),
        ),
        ...overStack(rule.overStack),
      ];
    case "login":
      return resources
        .filter(({ type }) => type === vaultProviderType)
        .flatMap((provider) =>
          judge(rule, loginOf(provider), settings, environment).map((finding) => ({ urn: provider.urn, finding })),
        );
    case "stack":
      return overStack(rule);
    case "change":
    case "waivers":
    case "strictness":
      return [];
  }
}

function stackUrn(resources: readonly Resource[]): string {
  return resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
}

/** No server is asked about a token: whatever is reached from here, it need not be what the program reached. */
function loginOf(provider: Resource): Login {
  const token = input(provider, "token");
  if (isAbsent(token)) return { provider };
  return { provider, token: { from: "the token argument", policies: unknown("nobody was asked about", token.place) } };
}

/** What files do not say need not be missing: audit devices and backups can be declared elsewhere. */
function environmentOf({ judged, stack, elsewhere = [] }: Scanned, tier: Tier): Environment {
  const others = judged === "files" ? duties : elsewhere;
  return {
    judged,
    isScanned: true,
    stack,
    declaredTier: tier,
    tier,
    responsible: Object.fromEntries(others.map((duty) => [duty, "elsewhere"])),
    vaultAddress: undefined,
    vaultSkipVerify: undefined,
  };
}
