import { decodeTime } from "ulid";
import { expect, it } from "vitest";
import { newOnboardingId } from "#platform/onboarding-id";

const NOW = Date.UTC(2026, 10, 23, 9);

it("makes an id that holds the time", () => {
  const id = newOnboardingId(NOW);
  expect(id).toMatch(/^onb_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(decodeTime(id.slice("onb_".length))).toBe(NOW);
});

it("makes different ids at the same time, and ids that sort by time", () => {
  expect(newOnboardingId(NOW)).not.toBe(newOnboardingId(NOW));
  expect(newOnboardingId(NOW) < newOnboardingId(NOW + 1)).toBe(true);
});
