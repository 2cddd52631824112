import { serverSettings } from "../server/known-settings";
import type { SourceText } from "./reading";

/**
 * Whether a text that is no HCL 1 is HCL 2, which other programs read: by the name that they know it by, or by the blocks that it has
 * at its top. Not where one of Vault's stands there, too.
 */
export function isOthersHcl({ file, text }: SourceText): boolean {
  const names = topLevelNames(text);
  return (othersFile.test(file) || names.some((name) => othersBlocks.has(name))) && !names.some(isVaults);
}

/** Terraform's tests, stacks and lock files, Terragrunt's, Packer's, Nomad's, Docker's bakes, TFLint's, Waypoint's. */
const othersFile =
  /(?:^|[\\/])(?:terragrunt(?:\.\w+)?|docker-bake(?:\.override)?|waypoint|\.terraform\.lock|\.tflint)\.hcl$|\.(?:tf\w*|pkr|pkrvars|nomad|nomadvars)\.hcl$/iu;

/** Blocks and settings that a file of those can have at its top, and none of Vault's has. */
const othersBlocks: ReadonlySet<string> = new Set([
  // Terragrunt
  ...["locals", "include", "inputs", "remote_state", "generate", "dependency", "dependencies", "terraform", "feature"],
  ...["errors", "unit", "stack"],
  // Terraform, its tests and its stacks
  ...["variable", "output", "data", "resource", "module", "provider", "required_providers", "run", "mock_provider"],
  ...["component", "deployment", "deployment_group", "orchestrate", "identity_token", "store", "publish_output"],
  ...["upstream_input", "import", "moved", "removed", "check"],
  // Packer, Nomad, Docker, Waypoint
  ...["source", "build", "packer", "job", "variables", "target", "group", "function", "app", "project", "runner"],
]);

/** Of servers, of agents and proxies (command/agent/config, command/proxy/config), and of policies. */
const vaults: ReadonlySet<string> = new Set([
  ...serverSettings.names,
  ...["auto_auth", "api_proxy", "cache", "template", "template_config", "env_template", "exec", "vault", "path"],
]);

function isVaults(name: string): boolean {
  return vaults.has(name);
}

/** What begins its line: nobody indents what stands at the top. */
function topLevelNames(text: string): string[] {
  return outsideTexts(text.split(/\r?\n/u)).flatMap((line) => {
    const [, name] = /^"?([A-Za-z_][\w-]*)"?(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*[{=]/u.exec(line) ?? [];
    return name === undefined ? [] : [name.toLowerCase()];
  });
}

/** The lines that stand in no text between marks of its own (`<<EOF`); one without an end is no text. */
function outsideTexts(lines: readonly string[]): string[] {
  const lastOf = new Map(lines.map((line, index) => [line.trim(), index]));
  const outside: string[] = [];
  let mark: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (mark !== undefined) {
      if (line.trim() === mark) mark = undefined;
      continue;
    }
    outside.push(line);
    const opened = /<<[-~]?(\w+)\s*$/u.exec(line)?.[1];
    if (opened !== undefined && (lastOf.get(opened) ?? 0) > index) mark = opened;
  }
  return outside;
}
