/** A line of cron's: when, and what (crontab(5)). */
export interface CronEntry {
  readonly time: string;
  readonly command: string;
}

export function cronEntriesIn(text: string): CronEntry[] {
  return text.split("\n").flatMap((line) => {
    const { time, command } = entry.exec(line)?.groups ?? {};
    return time === undefined || command === undefined ? [] : [{ time, command: command.replace(user, "") }];
  });
}

const entry = /^[ \t]*(?<time>@\w+|[\d*]\S*(?:[ \t]+\S+){4})[ \t]+(?<command>\S.*)$/u;
/** In the files of /etc, the user stands before the command. */
const user = /^[a-z_][\w-]*[ \t]+(?=[/.])/u;

/** Whether a text is nothing but such lines, wherever it stands. */
export function isCrontab(text: string): boolean {
  const lines = text.split("\n").filter((line) => !/^\s*(?:#|\w+=|$)/u.test(line));
  return lines.length > 0 && lines.every((line) => entry.test(line));
}
