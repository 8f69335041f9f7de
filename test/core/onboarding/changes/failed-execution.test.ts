import { expect, it } from "vitest";
import { enterState, failOnboarding } from "#core/onboarding/changes/failed-execution";
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
