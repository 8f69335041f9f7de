import { expect, it } from "vitest";
import {
  afterCleanupDecision,
  type CleanupOutcome,
  scheduleCleanupByOperator,
} from "#core/onboarding/changes/identity-cleanup";
import { IDENTITY_KEPT_MS } from "#core/onboarding/schedule";
import { memoryTable } from "../../../support/memory-table.ts";
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

/** Schedules the cleanup by an operator, after this outcome of an earlier one. */
async function scheduledAfter(outcome?: CleanupOutcome) {
  const table = memoryTable();
  const item = { ...RESULT, version: 1, ...(outcome !== undefined && { outcome }) };
  await table.commit([{ item, expectedVersion: undefined }]);
  return scheduleCleanupByOperator(table, "onb_1", NOW);
}

const byOperator = { byOperator: true, queue: "cleanup", dueAt: NOW + IDENTITY_KEPT_MS };

it.each(["released", "gone", "stale-records", "clean", "stale-records-left"] as const)(
  "an operator cannot release an identity that is %s, because SES holds nothing any more",
  async (outcome) => {
    expect(await scheduledAfter(outcome)).toBeUndefined();
  },
);

it.each([undefined, "failed", "in-use", "published", "dns-unknown", "not-ours", "verified"] as const)(
  "an operator releases an identity after the outcome %s",
  async (outcome) => {
    expect(await scheduledAfter(outcome)).toStrictEqual({
      item: { pk: "onb_1", sk: "cleanup", onboardingId: "onb_1", ...byOperator, version: 2 },
      expectedVersion: 1,
    });
  },
);

it("an operator releases an identity that had no cleanup before", async () => {
  expect(await scheduleCleanupByOperator(memoryTable(), "onb_1", NOW)).toStrictEqual({
    item: { pk: "onb_1", sk: "cleanup", onboardingId: "onb_1", ...byOperator, version: 1 },
    expectedVersion: undefined,
  });
});
