import { expect, it } from "vitest";
import { afterCleanupDecision } from "#core/onboarding/changes/identity-cleanup";
import { BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";

const CLEANUP = { version: 3, onboardingId: "onb_1", queue: "cleanup" } as const;
const RESULT = { pk: "onb_1", sk: "cleanup", version: 4, onboardingId: "onb_1" };

it("a result without a further check leaves the queue", () => {
  expect(afterCleanupDecision({ ...CLEANUP, byOperator: true }, "released")).toStrictEqual({
    item: { ...RESULT, outcome: "released" },
    expectedVersion: 3,
  });
});

it.each([
  ["an operator's release", { byOperator: true }],
  ["an unused identity", {}],
] as const)("a further check of %s waits in the queue", (_, said) => {
  expect(afterCleanupDecision({ ...CLEANUP, ...said }, "dns-unknown", NOW)).toStrictEqual({
    item: { ...RESULT, outcome: "dns-unknown", queue: "cleanup", dueAt: NOW, ...said },
    expectedVersion: 3,
  });
});
