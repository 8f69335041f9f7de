import { describe, expect, it } from "vitest";
import { OnboardingOverError } from "#core/errors";
import {
  enterState,
  enterUnlessOver,
  failOnboarding,
  resumeOnboarding,
} from "#core/onboarding/changes/failed-execution";
import { onboardingEvent } from "#core/onboarding/event";
import { STATUSES } from "#core/onboarding/lifecycle";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { memoryTable } from "../../../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../../../support/stages.ts";

const LATER = NOW + 60_000;

async function failedFrom(status: (typeof STATUSES)[number]) {
  const table = memoryTable();
  await keep(table, issuedOf({ status, wait: { attempt: 1, round: 3, retry: 0, token: "t" } }));
  await changeOnboarding(table, ID, (current) => failOnboarding(current, 1, "Some.Error", NOW));
  return table;
}

it.each(["requested", "records_issued", "confirmed", "verified", "configured", "lost"] as const)(
  "takes up an onboarding that failed while %s where it failed, and watches it again",
  async (status) => {
    const table = await failedFrom(status);
    expect(await readOnboarding(table, ID)).toMatchObject({ status: "failed", closedBecause: "Some.Error" });
    expect(await table.due("open", Number.MAX_SAFE_INTEGER)).toEqual([]);

    const current = await enterState(table, { onboardingId: ID, attempt: 1, now: LATER });
    expect(current).toMatchObject({ status, queue: "open" });
    expect(current).not.toHaveProperty("closedBecause");
    expect(await table.due("open", Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  },
);

it.each(STATUSES.filter((status) => status !== "failed"))(
  "writes nothing on entering a state while %s",
  async (status) => {
    const table = memoryTable();
    await keep(table, issuedOf({ status }));
    const before = table.items();
    await enterState(table, { onboardingId: ID, attempt: 1, now: LATER });
    expect(table.items()).toEqual(before);
  },
);

it("counts a failure only for the attempt that failed", async () => {
  const table = await failedFrom("confirmed");
  const current = await enterState(table, { onboardingId: ID, attempt: 0, now: LATER });
  expect(current.status).toBe("failed");
});

it("extends the time by the length of a failure, which the customer did not cause", async () => {
  const table = await failedFrom("confirmed");
  const now = NOW + 50 * 86_400_000;
  const current = await enterState(table, { onboardingId: ID, attempt: 1, now });
  expect(current).toMatchObject({ expiresAt: now + EXPIRY_MS, inactivity: { since: now } });
});

it("does not count a repeated report of a failure as another failure", async () => {
  const table = await failedFrom("confirmed");
  await enterState(table, { onboardingId: ID, attempt: 1, now: LATER });
  await changeOnboarding(table, ID, (current) => failOnboarding(current, 1, "Some.Error", NOW));
  expect((await readOnboarding(table, ID)).status).toBe("confirmed");
});

it("notifies operations of each failure, also of the same attempt's second one", async () => {
  const table = await failedFrom("confirmed");
  await enterState(table, { onboardingId: ID, attempt: 1, now: LATER });
  await changeOnboarding(table, ID, (current) => failOnboarding(current, 1, "Some.Error", LATER));
  const told = table
    .items()
    .flatMap((item) => (item["type"] === "failed" ? onboardingEvent.parse(item).notices : []))
    .filter(({ recipient }) => recipient === "ops");
  expect(new Set(told.map(({ noticeId }) => noticeId)).size).toBe(2);
});

it("leaves alone an onboarding that a later attempt continues, or that is over", () => {
  expect(failOnboarding(issuedOf({ attempt: 2 }), 1, "x", NOW)).toBeUndefined();
  for (const status of ["ready", "expired", "cancelled", "failed"] as const)
    expect(failOnboarding(issuedOf({ status }), 1, "x", NOW)).toBeUndefined();
});

describe("a failed onboarding", () => {
  it("records where and when it failed, and why", () => {
    const current = issuedOf({ status: "verified", failedAt: NOW - 1 });
    expect(failOnboarding(current, 1, "Some.Error", NOW)).toEqual({
      transition: "fail",
      set: { closedBecause: "Some.Error", failedFrom: "verified", failedAt: NOW },
      event: { type: "failed", at: NOW, by: "sendworthy", idempotencyKey: `1/${NOW}` },
    });
  });

  it.each([NOW, NOW + 1])("is not failed again at or before its last failure, at %d", (failedAt) => {
    expect(failOnboarding(issuedOf({ failedAt }), 1, "Some.Error", NOW)).toBeUndefined();
  });

  it("returns to where it failed, and is repaired after a quarter of an hour", () => {
    const current = issuedOf({ status: "failed", failedFrom: "verified", expiresAt: NOW + 2 * EXPIRY_MS });
    expect(resumeOnboarding(current, LATER)).toEqual({
      transition: "resume_verified",
      set: {
        inactivity: { since: LATER },
        expiresAt: NOW + 2 * EXPIRY_MS,
        queue: "open",
        dueAt: LATER + 900_000,
      },
      clear: ["closedBecause", "failedFrom"],
    });
  });

  it("returns nowhere if it isn't known where it failed", () => {
    expect(resumeOnboarding(issuedOf({ status: "failed" }), LATER)).toBeUndefined();
  });

  it.each(STATUSES.filter((status) => status !== "failed"))("is none while it is %s", (status) => {
    expect(resumeOnboarding(issuedOf({ status, failedFrom: "confirmed" }), LATER)).toBeUndefined();
  });
});

describe("a state without a wait before it", () => {
  const enter = async (said: Parameters<typeof issuedOf>[0]) => {
    const table = memoryTable();
    await keep(table, issuedOf(said));
    return enterUnlessOver(table, { onboardingId: ID, attempt: 2, now: LATER });
  };

  it("is entered where the onboarding failed", async () => {
    const current = await enter({ attempt: 2, status: "failed", failedFrom: "confirmed" });
    expect(current.status).toBe("confirmed");
  });

  it("is entered by the onboarding's own attempt, and by a later one", async () => {
    expect((await enter({ attempt: 2 })).status).toBe("records_issued");
    expect((await enter({ attempt: 1 })).status).toBe("records_issued");
  });

  it.each([
    { attempt: 3, status: "records_issued" },
    { attempt: 2, status: "cancelled" },
    { attempt: 2, status: "expired" },
  ] as const)("is not entered by attempt 2 of %j", async (said) => {
    await expect(enter(said)).rejects.toThrow(OnboardingOverError);
  });
});
