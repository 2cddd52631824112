import type { Command, Pipeline } from "../shell";
import { after, argumentsOf, hasOption, isFilledIn, isPrinted, type Run } from "./script";

/** Whether a script deletes old snapshots, or has them deleted: not whether it tidies up after itself. */
export function prunes({ pipelines, commands }: Run): boolean {
  return (
    commands.some((command) => forgets(command) || findsOld(command)) ||
    pipelines.some(findsOldAndDeletes) ||
    (pipelines.some(selects) && commands.some(deletesSelected))
  );
}

interface Use {
  readonly program: RegExp;
  readonly isUse: (words: readonly string[]) => boolean;
}

function forgets(command: Command): boolean {
  return programs.some(({ program, isUse }) => {
    const words = argumentsOf(command, program);
    return words !== undefined && isUse(words);
  });
}

const has =
  (...names: readonly RegExp[]) =>
  (words: readonly string[]) =>
    after(words, ...names) !== undefined;
const keeps = (words: readonly string[]) => hasOption(words, /^(?:--keep-|-[HdwmyY]$)/u);

const programs: readonly Use[] = [
  { program: /^restic$/u, isUse: (words) => has(/^forget$/u)(words) && hasOption(words, /^(?:--keep-|-[lHdwmy]$)/u) },
  { program: /^borg(?:backup)?$/u, isUse: (words) => has(/^prune$/u)(words) && keeps(words) },
  // A snapshot that is made removes those that its policy keeps no longer; there is a policy from the start (kopia documentation, Policies).
  { program: /^kopia$/u, isUse: has(/^snap(?:shot)?$/u, /^(?:create|expire)$/u) },
  { program: /^duplicity$/u, isUse: (words) => hasOption(words, /^remove-(?:older-than|all-but-)/u) },
  { program: /^(?:tmpwatch|tmpreaper)$/u, isUse: () => true },
  { program: /^rclone$/u, isUse: (words) => has(/^delete$/u)(words) && hasOption(words, /^--min-age(?:=|$)/u) },
  { program: /^mc$/u, isUse: (words) => has(/^(?:rm|find)$/u)(words) && hasOption(words, /^--older-than(?:=|$)/u) },
  {
    program: /^mc$/u,
    isUse: (words) => has(/^ilm$/u, /^(?:add|import)$/u)(words) || has(/^ilm$/u, /^rule$/u, /^(?:add|import)$/u)(words),
  },
  { program: /^aws$/u, isUse: has(/^s3api$/u, /^put-bucket-lifecycle(?:-configuration)?$/u) },
  { program: /^s3cmd$/u, isUse: has(/^(?:expire|setlifecycle)$/u) },
  { program: /^gsutil$/u, isUse: has(/^lifecycle$/u, /^set$/u) },
  { program: /^gcloud$/u, isUse: (words) => has(/^storage$/u)(words) && hasOption(words, /^--lifecycle-file(?:=|$)/u) },
  { program: /^az$/u, isUse: has(/^management-policy$/u, /^create$/u) },
  {
    program: /^azcopy$/u,
    isUse: (words) => has(/^(?:remove|rm)$/u)(words) && hasOption(words, /^--include-before(?:=|$)/u),
  },
  // Thirty are kept unless it is told otherwise; none is ever deleted with 0 (Consul documentation, consul snapshot agent).
  {
    program: /^consul$/u,
    isUse: (words) => has(/^snapshot$/u, /^agent$/u)(words) && !hasOption(words, /^--?retain=0$/u),
  },
];

const isOld = /^-(?:[mca](?:time|min)|older|newer\w*)$/u;

/** `find ... -mtime +30 -delete`, `find ... -mmin +600 -exec rm {} +`. */
function findsOld(command: Command): boolean {
  const words = argumentsOf(command, /^find$/u);
  if (words === undefined || !hasOption(words, isOld)) return false;
  return (
    hasOption(words, /^-delete$/u) ||
    words.some(
      (word, at) => /^-(?:exec|ok)(?:dir)?$/u.test(word) && /(?:^|\/)(?:rm|unlink)$/u.test(words[at + 1] ?? ""),
    )
  );
}

function findsOldAndDeletes(pipeline: Pipeline): boolean {
  return (
    pipeline.some((command) => hasOption(argumentsOf(command, /^find$/u) ?? [], isOld)) &&
    pipeline.some(deletesSelected)
  );
}

/** All but so many of a list, or what is older than a date: `ls -t | tail -n +8`, `date -d "30 days ago"`. */
function selects(pipeline: Pipeline): boolean {
  return pipeline.some((command, at) => {
    const line = (argumentsOf(command, /^(?:tail|head|awk|sed)$/u) ?? []).join(" ");
    const isRest =
      at > 0 && /^(?:-n ?|--lines[= ])?\+[\d$]|^(?:-n ?|--lines[= ])-[\d$]|\bNR ?>|^-n [\d$]\S*,\$p/u.test(line);
    const date = (argumentsOf(command, /^g?date$/u) ?? []).join(" ");
    return (
      isRest ||
      /\bago\b|-\s?[\d$]\S*\s?(?:day|week|month|hour|min|year)|^-v ?-/iu.test(date) ||
      hasOption(command.words, /LastModified\s*<|^--query=?.*\[\?/u)
    );
  });
}

/** Deletes what it is given by another command or in a variable, not a file that it names. */
function deletesSelected(command: Command): boolean {
  const isGiven = argumentsOf(command, /^xargs$/u) !== undefined;
  return deleting.some((names) => {
    const words = after(command.words, ...names);
    return words !== undefined && !isPrinted(command.words) && (isGiven || words.some(isFilledIn));
  });
}

const deleting: readonly (readonly RegExp[])[] = [
  [/(?:^|\/)(?:rm|unlink)$/u],
  [/^s3api$/u, /^delete-objects?$/u],
  [/^storage$/u, /^blob$/u, /^delete(?:-batch)?$/u],
  [/^(?:rclone|\S+\/rclone)$/u, /^(?:delete|deletefile|purge)$/u],
  [/^(?:s3cmd|\S+\/s3cmd)$/u, /^(?:del|rm)$/u],
];
