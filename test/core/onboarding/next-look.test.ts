import { expect, it } from "vitest";
import { nextLook } from "#core/onboarding/next-look";
import { PROBE, SES_READS } from "#core/onboarding/schedule";
import { BEGUN_AT as NOW, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const MINUTE = 60_000;
const nextCheckAt = NOW + 3_600_000;

/** An onboarding whose records are all right since NOW. */
const AWAITS_SES = onboardingOf({
  lastCheck: {
    at: NOW,
    records: RECORDS.map((record) => seen(record, { state: "right" })),
    findings: [],
    queries: 0,
  },
  schedule: { awaited: "ses", tries: 0, nextCheckAt },
});

it("is every minute while somebody acted lately", () => {
  const everyMinute = { everyMinutes: PROBE.everyMs / MINUTE };
  expect(nextLook(onboardingOf(), NOW)).toEqual(everyMinute);
  expect(nextLook(onboardingOf(), NOW + PROBE.oftenForMs - 1)).toEqual(everyMinute);
});

it("is every ten minutes afterwards", () => {
  expect(nextLook(onboardingOf(), NOW + PROBE.oftenForMs)).toEqual({ everyMinutes: 10 });
});

it("is the time of the next check where nothing is probed", () => {
  expect(nextLook(onboardingOf({ status: "requested", records: [] }), NOW)).toEqual({ at: nextCheckAt });
});

it("is the next read of SES while only SES is awaited", () => {
  const [first = 0, second = 0] = SES_READS.afterMs;
  expect(nextLook(AWAITS_SES, NOW)).toEqual({ at: NOW + first });
  expect(nextLook(AWAITS_SES, NOW + first - 1)).toEqual({ at: NOW + first });
  expect(nextLook(AWAITS_SES, NOW + first)).toEqual({ at: NOW + second });
});

it("is the machine's own check where that comes before the next read", () => {
  expect(
    nextLook({ ...AWAITS_SES, schedule: { ...AWAITS_SES.schedule, nextCheckAt: NOW + 1 } }, NOW),
  ).toEqual({
    at: NOW + 1,
  });
});
