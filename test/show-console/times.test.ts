import { expect, it } from "vitest";
import { shownTime } from "../../functions/show-console/times.ts";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 9, 41);

it.each([
  ["119 min", -119 * MINUTE],
  ["2 h", -120 * MINUTE],
  ["3 days", -3 * 24 * 60 * MINUTE],
  ["5 min", 5 * MINUTE],
])("a time is shown with the distance to now: %s", (age, distance) => {
  expect(shownTime(new Date(NOW + distance).toISOString(), NOW)?.age).toBe(age);
});

it("a time is shown in UTC, and no time is shown as nothing", () => {
  const iso = "2026-11-23T09:41:00.000Z";
  expect(shownTime(iso, NOW)).toEqual({ iso, utc: "2026-11-23 09:41 UTC", age: "0 min" });
  expect(shownTime(null, NOW)).toBeUndefined();
});
