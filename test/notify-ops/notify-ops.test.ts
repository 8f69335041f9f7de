import { expect, it } from "vitest";
import { IllegalTransitionError, OnboardingOverError } from "#core/errors";
import { readOnboarding } from "#core/onboarding/store";
import { notifyOps } from "../../functions/notify-ops/notify-ops.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const INPUT = { onboardingId: ID, attempt: 1, now: NOW };

async function start(said = {}) {
  const table = memoryTable();
  const wait = { attempt: 1, round: 3, retry: 0, token: "secret" };
  await keep(table, issuedOf({ status: "configured", wait, ...said }));
  const notices = () => table.items().flatMap((item) => (item["type"] === "ready" ? [item["notices"]] : []));
  return { table, notices };
}

it("completes the onboarding and notifies each recipient once", async () => {
  const { table, notices } = await start();
  expect(await notifyOps(INPUT, { table })).toEqual({ status: "ready" });
  expect(await notifyOps(INPUT, { table })).toEqual({ status: "ready" });
  expect(notices()).toEqual([
    ["customer", "ticket", "ops", "bus", "platform"].map((recipient) => ({
      recipient,
      noticeId: `${ID}/ready/${recipient}`,
    })),
  ]);
});

it("removes the onboarding from the repair queue, and its token", async () => {
  const { table } = await start();
  await notifyOps(INPUT, { table });
  const after = await readOnboarding(table, ID);
  expect([after.queue, after.dueAt, after.wait]).toEqual([undefined, undefined, undefined]);
  expect(await table.due("open", Number.MAX_SAFE_INTEGER)).toEqual([]);
});

it.each(["before", "after"] as const)(
  "records one notice when the process dies %s the write",
  async (when) => {
    const { table, notices } = await start();
    await expect(notifyOps(INPUT, { table: crashingTable(table, { nth: 1, when }) })).rejects.toThrow("died");
    await notifyOps(INPUT, { table });
    expect(notices()).toHaveLength(1);
  },
);

it("completes nothing that is not configured", async () => {
  const { table } = await start({ status: "verified" });
  await expect(notifyOps(INPUT, { table })).rejects.toThrow(IllegalTransitionError);
});

it.each([
  { status: "cancelled", closedBecause: "replaced" },
  { status: "expired" },
  { status: "records_issued", attempt: 2 },
  { status: "failed", failedFrom: "configured", attempt: 2 },
] as const)(
  "ends by name, and writes nothing, in an execution redriven after it became %j",
  async (moved) => {
    const { table } = await start(moved);
    const before = table.items();
    await expect(notifyOps(INPUT, { table })).rejects.toThrow(OnboardingOverError);
    expect(table.items()).toEqual(before);
  },
);
