import { isAboutVault } from "./looks";
import type { FileProblem, Reading, Skipped, SourceText } from "./reading";

/** What a text has to go through before it is what it is named after. */
export interface Template {
  readonly found: string;
  readonly fix: string;
}

const renderIt = "render it first, and scan what comes out: helm template CHART | strongroom scan -";
const byWhatever = "scan what is made of it, by Ansible, Cookiecutter or whatever fills it in";

/** Those that have something no other has come first. */
const templates: readonly (readonly [RegExp, Template])[] = [
  [
    /\{\{-?\s*cookiecutter\./u,
    { found: "a template of Cookiecutter's", fix: "scan what cookiecutter writes: cookiecutter TEMPLATE" },
  ],
  [
    /%\{-?~?\s*(?:if|else|endif|for|endfor)\b/u,
    { found: "a template of Terraform's", fix: "scan what Terraform writes, or what templatefile answers" },
  ],
  [/\{%[-+]?\s*\w/u, { found: "a template of Jinja's", fix: "scan what Ansible writes, or whatever else fills it in" }],
  [
    /\{\{-?\s*(?:\/\*|[.$("`]|(?:if|else|range|with|end|include|template|define|block|toYaml|tpl|printf|key|env|secret|keyOrDefault)\b)/u,
    { found: "a template", fix: renderIt },
  ],
  [/\{\{-?\s*[A-Za-z_]\w*/u, { found: "a template", fix: byWhatever }],
];

/** A variable of Terraform's looks like one of a shell's, so that it counts only where the text is broken. */
const terraformVariable = /\$\{\s*[a-z_][\w.]*\s*[}(]/u;

/**
 * What would have to be written of a text before it can be read.
 *
 * @param line where it cannot be read
 */
export function templateIn(text: string, line: number): Template | undefined {
  const [, template] = templates.find(([look]) => look.test(text)) ?? [];
  if (template !== undefined) return template;
  const around = text.split("\n", line).slice(-2).join("\n");
  return terraformVariable.test(around)
    ? { found: "a template of Terraform's", fix: "scan what Terraform writes, or what templatefile answers" }
    : undefined;
}

/** Whether a text has commands of a template's: braces alone stand in policies as well. */
export function hasTemplateCommands(text: string): boolean {
  return /\{%[-+]?\s*\w|%\{-?~?\s*(?:if|for)\b/u.test(text);
}

/** What to do about a template, of which a folder often has several. */
export function isTemplateProblem({ fix }: { readonly fix?: string }): boolean {
  return fix === byWhatever || templates.some(([, template]) => template.fix === fix);
}

/** A template that cannot be read says that it is one. One that is about other things than Vault stops nobody. */
export function readTemplate({ text }: SourceText, reading: Reading): Reading | Skipped {
  const [first] = reading.problems;
  const template = first === undefined ? undefined : templateIn(text, first.position.line);
  if (first === undefined || template === undefined) return reading;
  if (isAboutVault(text)) return { ...reading, problems: [asTemplate(first, template)] };
  if (reading.resources.length > 0) return { ...reading, problems: [] };
  return { kind: "skipped", because: "is a template with nothing of Vault's in it" };
}

function asTemplate(problem: FileProblem, template: Template): FileProblem {
  return { ...problem, must: problem.must.startsWith("be ") ? problem.must : "be YAML", ...template };
}
