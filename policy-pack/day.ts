/** Days as people write them, `2027-03-31`, everywhere the same: in UTC. */
const form = /^\d{4}-\d{2}-\d{2}$/u;
const dayInMilliseconds = 24 * 3600 * 1000;

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Whether the text is a day that there is: not February 30th. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return form.test(text) && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

/** How many days after the first the second is; negative where it is before it. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / dayInMilliseconds);
}
