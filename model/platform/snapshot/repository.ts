import type { Command } from "../shell";
import { after, argumentsOf, hasOption, isFilledIn, optionOf, type Run } from "./script";
import type { Destination } from "./store";

/** Where a program keeps backups, which it encrypts unless it is told not to; undefined for a command that adds none. */
export function repositoryOf(command: Command, run: Run): Destination | undefined {
  for (const { program, adds, repository } of programs) {
    const words = argumentsOf(command, program);
    const added = words === undefined ? undefined : after(words, ...adds);
    if (words !== undefined && added !== undefined) return placed(repository(words, run), run);
  }
  return undefined;
}

interface Keeper {
  readonly program: RegExp;
  readonly adds: readonly RegExp[];
  readonly repository: (words: readonly string[], run: Run) => string | undefined;
}

const programs: readonly Keeper[] = [
  {
    program: /^restic$/u,
    adds: [/^backup$/u],
    repository: (words, { variables }) => optionOf(words, /^(?:-r|--repo)$/u) ?? variables.get("RESTIC_REPOSITORY"),
  },
  {
    program: /^borg(?:backup)?$/u,
    adds: [/^create$/u],
    repository: (words, { variables }) => {
      const given = optionOf(words, /^(?:-r|--repo)$/u) ?? words.find((word) => word.includes("::"));
      const repository = given?.replace(/::.*$/su, "") ?? "";
      return repository === "" ? variables.get("BORG_REPO") : repository;
    },
  },
  { program: /^kopia$/u, adds: [/^snap(?:shot)?$/u, /^create$/u], repository: (_, run) => connected(run) },
  {
    program: /^duplicity$/u,
    adds: [],
    repository: (words) => words.find((word) => word.includes("://"))?.replace(/^file:\/\//u, ""),
  },
];

/** `kopia repository connect s3 --bucket ...` comes before everything else. */
function connected({ commands }: Run): string | undefined {
  const [kind] = commands.flatMap(
    (command) => after(command.words, /^repo(?:sitory)?$/u, /^(?:connect|create)$/u) ?? [],
  );
  return kind === undefined || kind === "filesystem" ? kind && "/" : `${kind}:`;
}

/** `s3:...`, `sftp:user@host:...`, `user@host:...` are elsewhere, and a path is not. */
function placed(repository: string | undefined, { commands }: Run): Destination {
  const isKnown = repository !== undefined && !isFilledIn(repository.charAt(0));
  return {
    store: commands.some(leavesClear) ? "other" : "encrypting",
    bucket: undefined,
    isElsewhere: isKnown ? /^[^/.][^/]*:/u.test(repository) : undefined,
  };
}

/** `borg init --encryption none`; `authenticated` says who wrote it and hides nothing (borg documentation, borg init). */
function leavesClear(command: Command): boolean {
  const words = argumentsOf(command, /^(?:borg(?:backup)?|restic|duplicity)$/u) ?? [];
  const made = after(words, /^(?:init|rcreate|repo-create)$/u) ?? [];
  const encryption = optionOf(made, /^(?:-e|--encryption)$/u) ?? "";
  return /^(?:none|authenticated)/u.test(encryption) || hasOption(words, /^--(?:no-encryption|insecure-no-password)$/u);
}
