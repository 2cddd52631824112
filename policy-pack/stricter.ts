import { z } from "zod";

/**
 * Which way a limit gets stricter, told in its schema (`.meta({ stricter: "lower" })`): for numbers, and for versions, `lower` and
 * `higher`; for lists `fewer` and `more` items; for a switch `on` and `off`; for words `later` in their list.
 */
export const directions = ["lower", "higher", "fewer", "more", "on", "off", "later"] as const;
type Direction = (typeof directions)[number];

/** The direction of a limit; undefined where its schema does not say, or what it says fits no value of it. */
export function directionOf(limit: z.ZodType): Direction | undefined {
  const given: unknown = limit.meta()?.["stricter"];
  return directions.find((direction) => direction === given);
}

/** Whether a limit would be less strict than before. One without a direction is, whenever it differs. */
export function isWeaker(limit: z.ZodType, before: unknown, after: unknown): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const direction = directionOf(limit);
  switch (direction) {
    case "lower":
      return !isBelow(after, before);
    case "higher":
      return !isBelow(before, after);
    case "fewer":
      return !isWithin(after, before);
    case "more":
      return !isWithin(before, after);
    case "on":
      return after !== true;
    case "off":
      return after !== false;
    case "later":
      return !isLater(limit, before, after);
    case undefined:
      return true;
  }
}

/** Numbers, and versions such as 1.9 and 1.21.2. */
function isBelow(left: unknown, right: unknown): boolean {
  if (typeof left === "number" && typeof right === "number") return left < right;
  return (
    typeof left === "string" && typeof right === "string" && left.localeCompare(right, "en", { numeric: true }) < 0
  );
}

/** Whether every item of the first list is in the second, in whatever order. */
function isWithin(items: unknown, others: unknown): boolean {
  if (!Array.isArray(items) || !Array.isArray(others)) return false;
  const there = new Set(others.map((other) => JSON.stringify(other)));
  return items.every((item) => there.has(JSON.stringify(item)));
}

const wordsOf = z.object({ enum: z.array(z.unknown()) });

function isLater(limit: z.ZodType, before: unknown, after: unknown): boolean {
  const words = wordsOf.safeParse(z.toJSONSchema(limit, { io: "input" })).data?.enum ?? [];
  return words.includes(before) && words.indexOf(after) > words.indexOf(before);
}
