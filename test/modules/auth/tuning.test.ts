import { goDuration } from "../../../modules/auth/tuning";

describe("a duration, as the provider shows it", () => {
  it.each([
    [0, "0s"],
    [45, "45s"],
    [60, "1m"],
    [3600, "1h"],
    [3605, "1h0m5s"],
    [5400, "1h30m"],
    [2_764_800, "768h"],
  ])("of %i seconds is %s", (seconds, text) => {
    expect(goDuration(seconds)).toBe(text);
  });
});
