import { expect, it } from "vitest";
import { mute } from "#core/onboarding/changes/mute";
import { BEGUN_AT as NOW, onboardingOf } from "../../../support/onboarding-fixture.ts";

it("mutes once, and hands back once", () => {
  expect(mute(onboardingOf(), true, NOW)).toEqual({ set: { mutedAt: NOW } });
  expect(mute(onboardingOf({ mutedAt: NOW }), true, NOW)).toBeUndefined();
  expect(mute(onboardingOf({ mutedAt: NOW }), false, NOW)).toEqual({ clear: ["mutedAt"] });
  expect(mute(onboardingOf(), false, NOW)).toBeUndefined();
});
