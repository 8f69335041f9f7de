import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import {
  filterCount,
  listFor,
  onboardingFilter,
  passes,
} from "../../functions/show-onboardings/onboarding-filter.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const DAY = 86_400_000;

function passesAt(now: number, query: Record<string, string>, said: Partial<Onboarding> = {}): boolean {
  return passes(onboardingOf(said), onboardingFilter.parse(query), now);
}

const shop = { ticket: "T-2", source: "generic", requester: "a@b.example", fromAddresses: [] } as const;
const SHARED = { alsoProjects: [{ ...shop, project: "shop" }, { ...shop, project: "letters" }] };

describe("an onboarding passes by its project", () => {
  it.each([
    ["its own project", "oxford-stones", {}, true],
    ["another project", "shop", {}, false],
    ["the beginning of its project", "oxford", {}, false],
    ["its own project, though others share it", "oxford-stones", SHARED, true],
    ["the first project that shares it", "shop", SHARED, true],
    ["the last project that shares it", "letters", SHARED, true],
    ["a project that does not share it", "cambridge", SHARED, false],
  ])("%s", (_, project, said, isIn) => {
    expect(passesAt(BEGUN_AT, { project }, said)).toBe(isIn);
  });
});
