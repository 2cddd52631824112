import { anyOf, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { containersOf } from "../server/workload";
import { manifestsIn } from "./manifests";
import { anySays, commandOf, says, scriptsOf, textsIn, type Script } from "./scripts";
import { serversIn } from "./servers";

/** How a stack rotates the audit log. */
export interface Rotation {
  /** Whether anything renames or cuts the log off. */
  readonly rotates: Certainty;
  /** What empties the file in place: lines that Vault writes in between are lost. */
  readonly losing: readonly Script[];
  /** Whether Vault is told to open its files again (SIGHUP: command/server.go, vault/audit.go, ReloadAuditLogs). */
  readonly reopens: Certainty;
}

/**
 * What a stack does to the audit log, in scripts and in logrotate's configuration: beside the servers everything is about Vault, and
 * elsewhere what names Vault or an audit log.
 */
export function rotationIn(resources: readonly Resource[]): Rotation {
  const texts = [
    ...serversIn(resources).flatMap(({ manifest }) => scriptsOf(manifest, resources)),
    ...[...manifestsIn(resources).flatMap(containersOf).flatMap(commandOf), ...textsIn(resources)].filter(isAboutVault),
  ];
  const images = serversIn(resources).flatMap(({ manifest }) => containersOf(manifest).map(({ image }) => image));
  const say = (pattern: RegExp) => anyOf(texts.map((text) => says(text, pattern)));
  return {
    rotates: anyOf([say(renaming), anySays(images, /logrotate/iu)]),
    losing: texts.filter((text) => says(text, emptying) === true),
    reopens: say(hangup),
  };
}

/** What is not known could be. */
function isAboutVault(text: Script): boolean {
  return says(text, /vault|audit/iu) !== false;
}

const renaming = /\blogrotate\b|\bpostrotate\b|\bcopytruncate\b|\brotate\s+\d|\b(?:mv|rename)\s[^\n]{0,200}audit/iu;
/** logrotate's `copytruncate`; `truncate -s 0 audit.log`, `: > audit.log` (logrotate(8): "some logging data might be lost"). */
const emptying =
  /\bcopytruncate\b|\btruncate\s[^\n]{0,200}audit|(?:^|[\s;&|]):?\s*>\s*[^\s>&|;]{0,200}audit[^\s]{0,100}\.log(?:\s|$)/imu;
/** `kill -HUP`, `kill -1`, `pkill --signal SIGHUP`. A unit's ExecReload is one, once something reloads it. */
export const hangup = /\b(?:SIG)?HUP\b|\bkill\s+-1\b|\bsystemctl\s+(?:--\S+\s+)*(?:reload|kill)\b/u;
