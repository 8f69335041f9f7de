import fc from "fast-check";
import { expect, it } from "vitest";
import { type Awaited, EXPIRY_MS, jitterOf, secondsUntil, waitSeconds } from "#core/onboarding/schedule";
import { BEGUN_AT } from "../../support/onboarding-fixture.ts";

const awaited = fc.constantFrom<Awaited>("notConfirmed", "confirmed", "hasErrors", "ses");

it("waits a whole number of seconds ≥ 1, never longer than four days", () => {
  fc.assert(
    fc.property(awaited, fc.nat(10_000), fc.string(), (what, tries, id) => {
      const seconds = waitSeconds(what, tries, jitterOf(id));
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(96 * 3600);
    }),
  );
});

it("never checks more often as tries grow", () => {
  fc.assert(
    fc.property(
      awaited,
      fc.nat(20),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (what, tries, j) => {
        expect(waitSeconds(what, tries + 1, j)).toBeGreaterThanOrEqual(waitSeconds(what, tries, j));
      },
    ),
  );
});

it("checks again soon after a person confirmed the records, for mistakes that no probe sees", () => {
  expect([0, 1].map((tries) => waitSeconds("confirmed", tries, 0))).toEqual([1200, 43_200]);
  expect(waitSeconds("notConfirmed", 0, 0)).toBe(12 * 3600);
});

it("has fewer checks in the whole life of an unclaimed onboarding than rounds in an attempt", () => {
  let seconds = 0;
  let looks = 0;
  while (seconds * 1000 < EXPIRY_MS) {
    seconds += waitSeconds("notConfirmed", looks, 0.999);
    looks += 1;
  }
  expect(looks).toBeLessThan(250);
});

it("gives a wait at least one second, and never ends it early", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (delta) => {
      const seconds = secondsUntil(2 ** 41 + delta, 2 ** 41);
      expect(Number.isInteger(seconds) && seconds >= 1).toBe(true);
      expect(seconds * 1000).toBeGreaterThanOrEqual(delta);
    }),
  );
});

it("spreads onboardings, always the same for the same id", () => {
  const jitters = Array.from({ length: 1000 }, (_, index) => jitterOf(`onb_${index}`));
  expect(jitters.every((jitter) => jitter >= 0 && jitter < 1)).toBe(true);
  expect(new Set(jitters.map((jitter) => Math.floor(jitter * 10))).size).toBe(10);
  expect(jitterOf("onb_7")).toBe(jitterOf("onb_7"));
});

it("waits whole seconds, and at least one", () => {
  expect(secondsUntil(BEGUN_AT + 90_001, BEGUN_AT)).toBe(91);
  expect(secondsUntil(BEGUN_AT + 90_000, BEGUN_AT)).toBe(90);
  expect([0, -5_000].map((ms) => secondsUntil(BEGUN_AT + ms, BEGUN_AT))).toEqual([1, 1]);
});
