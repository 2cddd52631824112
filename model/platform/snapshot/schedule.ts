import type { Certainty } from "../../certainty";
import { unknown, type Value } from "../../value";

/**
 * Whether a schedule of cron's ever comes: there is no 30th of February. Kubernetes takes the same five fields and the same names
 * (robfig/cron, ParseStandard, which Kubernetes' CronJob controller uses).
 */
export function comes(schedule: Value<string | undefined>): Certainty {
  if (schedule.kind === "unknown") return schedule;
  if (schedule.kind === "secret") return unknown("is a secret text", schedule.place);
  const text = (schedule.value ?? "").trim().replace(/^(?:CRON_)?TZ=\S*\s+/u, "");
  if (text === "" || text === "@reboot") return false;
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every\s+\S+)$/u.test(text)) return true;
  const fields = text.split(/\s+/u);
  const [, , days = "", months = "", weekdays = ""] = fields;
  const inDays = numbersIn(days, 1, 31);
  const inMonths = numbersIn(months, 1, 12, monthNames);
  const isWhole = fields.length === 5 && numbersIn(weekdays, 0, 7, weekdayNames) !== undefined;
  if (!isWhole || inDays === undefined || inMonths === undefined)
    return unknown("is no schedule that cron reads", schedule.place);
  // With both given, a day that is either will do.
  const isAnyDay = weekdays !== "*" && weekdays !== "?";
  return isAnyDay || inMonths.some((month) => inDays.some((day) => day <= (longest[month - 1] ?? 0)));
}

/** Days of each month, in the longest of years. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The numbers of a field: `*`, `1-5`, `*\/2`, `mon,fri`; undefined for what is none. */
function numbersIn(field: string, least: number, most: number, names: readonly string[] = []): number[] | undefined {
  const numbers = field.split(",").map((part) => {
    const [, from = "", to, step = "1"] = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/u.exec(part) ?? [];
    const number = (text: string) => {
      const named = names.indexOf(text.toLowerCase());
      return named === -1 ? (/^\d+$/u.test(text) ? Number(text) : Number.NaN) : named + least;
    };
    const isAll = from === "*" || from === "?";
    const first = isAll ? least : number(from);
    const last = to !== undefined ? number(to) : isAll || part.includes("/") ? most : first;
    const isRange = first >= least && last <= most && first <= last && Number(step) > 0;
    return isRange ? range(first, last, Number(step)) : undefined;
  });
  return numbers.every((part) => part !== undefined) ? numbers.flat() : undefined;
}

function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

/** Whether a time that systemd is given comes again and again (systemd.time, Calendar Events). */
export function comesAgain(calendar: string): boolean {
  const { year, month, day } =
    /(?<year>\*|\d{4}|)-?(?<month>\d{1,2})-(?<day>\d{1,2})(?=\s|$)/u.exec(calendar)?.groups ?? {};
  if (calendar.trim() === "" || /^\d+$/u.test(year ?? "")) return false;
  return month === undefined || Number(day) <= (longest[Number(month) - 1] ?? 0);
}
