import { describe, expect, it } from "vitest";
import { IllegalTransitionError, OnboardingNotFoundError, TransientServiceError } from "#core/errors";
import { onboardingEvent } from "#core/onboarding/event";
import { PEOPLE_KEPT_MS } from "#core/onboarding/schedule";
import { changeOnboarding, changePuts, readOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { memoryTable } from "../../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../../support/stages.ts";

async function start(said = {}) {
  const table = memoryTable();
  await keep(table, issuedOf(said));
  return table;
}

const EVENT = { type: "confirmed", at: NOW, by: "customer" } as const;

it("writes the onboarding and its event at once, each under a key of its own", async () => {
  const table = await start();
  const after = await changeOnboarding(table, ID, () => ({ transition: "confirm", event: EVENT }));
  expect(after).toMatchObject({ status: "confirmed", version: 2 });
  expect(await readOnboarding(table, ID)).toEqual(after);
  const item = await table.get({ pk: ID, sk: "event#00000002" });
  expect(onboardingEvent.parse(item)).toMatchObject({
    type: "confirmed",
    by: "customer",
    at: NOW,
    notices: [{ recipient: "bus" }, { recipient: "platform" }],
  });
});

it("queues an event that has recipients, with a stable id for each notice", async () => {
  const table = await start();
  const event = { type: "records_wrong", at: NOW, by: "sendworthy", idempotencyKey: "7" } as const;
  await changeOnboarding(table, ID, () => ({ event }));
  expect(await table.due("undelivered", NOW)).toContainEqual({ pk: ID, sk: "event#00000002" });
  const item = await table.get({ pk: ID, sk: "event#00000002" });
  expect(item?.["notices"]).toContainEqual({
    recipient: "customer",
    noticeId: `${ID}/records_wrong/7/customer`,
  });
});

it("has a notice for the DNS contact where the ticket names one", async () => {
  const table = await start({ dnsContact: "dns@agency.example" });
  await changeOnboarding(table, ID, () => ({ event: { type: "ready", at: NOW, by: "sendworthy" } }));
  const item = await table.get({ pk: ID, sk: "event#00000002" });
  expect(onboardingEvent.parse(item).notices.map(({ noticeId }) => noticeId)).toEqual(
    ["customer", "dns-contact", "ticket", "ops", "bus", "platform"].map(
      (recipient) => `${ID}/ready/${recipient}`,
    ),
  );
});

it("writes nothing when nothing is to change", async () => {
  const table = await start();
  const before = table.items();
  await changeOnboarding(table, ID, () => undefined);
  expect(table.items()).toEqual(before);
});

describe("another writer in between", () => {
  it("makes it decide again on the present item", async () => {
    const table = await start();
    const counts = await Promise.all(
      Array.from({ length: 5 }, () =>
        changeOnboarding(table, ID, ({ linkVersion }) => ({ set: { linkVersion: linkVersion + 1 } })),
      ),
    );
    expect(counts.map(({ linkVersion }) => linkVersion).sort()).toEqual([2, 3, 4, 5, 6]);
  });

  it("is left to the state machine's retry if it happens several times", async () => {
    const table = await start();
    const busy: Table = { get: table.get, commit: async () => false };
    await expect(changeOnboarding(busy, ID, () => ({ set: { project: "x" } }))).rejects.toThrow(
      TransientServiceError,
    );
  });

  it("fails all of a transaction when another item of it is not as it was read", async () => {
    const table = await start();
    const stale = { item: { pk: "other", sk: "x", version: 2 }, expectedVersion: 1 };
    const before = table.items();
    await expect(changeOnboarding(table, ID, () => ({ event: EVENT, also: [stale] }))).rejects.toThrow();
    expect(table.items()).toEqual(before);
  });
});

describe("an onboarding that was read before", () => {
  async function known() {
    const table = await start();
    const read = await readOnboarding(table, ID);
    let reads = 0;
    const counted: Table = {
      commit: table.commit,
      async get(key) {
        reads += 1;
        return table.get(key);
      },
    };
    return { table, read, counted, reads: () => reads };
  }

  it("is changed without another read", async () => {
    const { table, read, counted, reads } = await known();
    const after = await changeOnboarding(counted, read, () => ({ set: { project: "x" } }));
    expect(reads()).toBe(0);
    expect(await readOnboarding(table, ID)).toEqual(after);
  });

  it("is read again if another write came meanwhile, which is kept", async () => {
    const { table, read, counted, reads } = await known();
    await changeOnboarding(table, ID, () => ({ set: { linkVersion: 7 } }));
    await changeOnboarding(counted, read, () => ({ set: { project: "x" } }));
    expect(reads()).toBe(1);
    expect(await readOnboarding(table, ID)).toMatchObject({ linkVersion: 7, project: "x", version: 3 });
  });

  it("is read again before nothing is written, because a change may have come meanwhile", async () => {
    const { table, read, counted, reads } = await known();
    await changeOnboarding(table, ID, () => ({ set: { linkVersion: 7 } }));
    const after = await changeOnboarding(counted, read, ({ linkVersion }) =>
      linkVersion === 7 ? { set: { project: "x" } } : undefined,
    );
    expect(reads()).toBe(1);
    expect(after).toMatchObject({ linkVersion: 7, project: "x" });
  });
});

it("never writes from a status that the lifecycle does not allow", async () => {
  const table = await start({ status: "ready" });
  const before = table.items();
  await expect(changeOnboarding(table, ID, () => ({ transition: "confirm" }))).rejects.toThrow(
    IllegalTransitionError,
  );
  expect(table.items()).toEqual(before);
});

it("removes an onboarding that is over from the queue, and its token", async () => {
  const table = await start({ wait: { attempt: 1, round: 0, retry: 0, token: "secret" } });
  await changeOnboarding(table, ID, () => ({ transition: "expire" }));
  const after = await readOnboarding(table, ID);
  expect([after.queue, after.dueAt, after.wait]).toEqual([undefined, undefined, undefined]);
});

it("keeps the time of the erasure of an onboarding that is over, until one of the two is removed", async () => {
  const table = await start();
  const event = { type: "cancelled", at: NOW, by: "support" } as const;
  await changeOnboarding(table, ID, () => ({ transition: "cancel", event }));
  const queued = { queue: "closed", dueAt: NOW + PEOPLE_KEPT_MS };
  expect(await readOnboarding(table, ID)).toMatchObject(queued);
  await changeOnboarding(table, ID, () => ({ set: { project: "x" } }));
  expect(await readOnboarding(table, ID)).toMatchObject({ ...queued, project: "x" });
  await changeOnboarding(table, ID, () => ({ clear: ["dueAt"] }));
  expect(Object.keys(await readOnboarding(table, ID))).not.toContain("queue");
});

it("says by name that there is no such onboarding", async () => {
  await expect(readOnboarding(memoryTable(), ID)).rejects.toThrow(OnboardingNotFoundError);
});

it("lets a write with a transition succeed only from the statuses that the lifecycle allows", () => {
  const [confirmed] = changePuts(issuedOf(), { transition: "confirm" }).puts;
  expect(confirmed?.fromStatuses).toEqual(["records_issued", "confirmed"]);
  const [changed] = changePuts(issuedOf(), { set: { project: "x" } }).puts;
  expect(changed).not.toHaveProperty("fromStatuses");
});
