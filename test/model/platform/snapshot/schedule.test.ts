import { comes, comesAgain } from "../../../../model/platform/snapshot/schedule";
import { known, unknown } from "../../../../model/value";

const place = { path: ["spec", "schedule"] };

test.each([
  "0 * * * *",
  "*/15 2-4 1,15 * mon-fri",
  "@hourly",
  "@every 6h",
  "TZ=Europe/Zurich 0 3 * * *",
  "CRON_TZ=UTC 0 3 * * 0",
  "0 0 29 2 *",
  "0 0 31 1-12/2 *",
  "0 0 31 2 1",
  "0 0 31 jan,feb *",
  "0 0 ? * sun",
])("%s comes", (schedule) => expect(comes(known(schedule, place))).toBe(true));

test.each(["0 0 31 2 *", "0 0 30 feb *", "0 0 31 4,6,9,11 *", "@reboot", "", undefined])(
  "%s never comes again",
  (schedule) => expect(comes(known(schedule, place))).toBe(false),
);

test.each(["often", "0 0 32 1 *", "0 0 1 13 *", "0 0 1 1", "0 0 5-1 * *", "@sometimes", "0 0 1 1 8"])(
  "%j is no schedule that cron reads",
  (schedule) => expect(comes(known(schedule, place))).toMatchObject({ kind: "unknown", place }),
);

test("one that is not known stays so", () => {
  const open = unknown("is known only after the apply", place);
  expect(comes(open)).toBe(open);
});

test.each([
  ["hourly", true],
  ["*-*-* 02:00:00", true],
  ["Mon..Fri 22:30", true],
  ["*-02-29", true],
  ["*-*-31 00:00", true],
  ["*-02-30 00:00", false],
  ["2024-01-01 00:00", false],
  ["", false],
])("a timer for %j comes again: %s", (calendar, again) => expect(comesAgain(calendar)).toBe(again));
