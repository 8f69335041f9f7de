import { expect, it } from "vitest";
import { cancel } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { notifyCustomer } from "#core/verification/notify-customer";
import { loseDomain } from "#core/watch/incident-changes";
import { crashingTable } from "../../support/crashing-table.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, seen } from "../../support/onboarding-fixture.ts";
import { ID, issuedOf, recordsFor } from "../../support/stages.ts";

const wrongMx = seen(recordsFor()[3], { state: "wrong", seen: ["10 mail.old.example"] });
const wrongLook = { at: NOW, records: [wrongMx], queries: 1 };

async function start(said = {}) {
  const table = memoryTable();
  await keep(table, issuedOf(said));
  const told = () =>
    table
      .items()
      .flatMap((item) =>
        item.sk.startsWith("event#") && item["type"] !== "requested" ? [item["type"]] : [],
      );
  return { table, told, run: () => notifyCustomer(ID, NOW, { table }) };
}

it("issues the records once", async () => {
  const { table, told, run } = await start({ status: "requested", notifiedRecordsVersion: 0 });
  await run();
  await run();
  expect(told()).toEqual(["records_issued"]);
  expect(await readOnboarding(table, ID)).toMatchObject({
    status: "records_issued",
    notifiedRecordsVersion: 1,
  });
});

it.each(["before", "after"] as const)(
  "records one notice when the process dies %s the write",
  async (when) => {
    const { table, told, run } = await start({ status: "requested", notifiedRecordsVersion: 0 });
    const dying = crashingTable(table, { nth: 1, when });
    await expect(notifyCustomer(ID, NOW, { table: dying })).rejects.toThrow("died");
    await run();
    expect(told()).toEqual(["records_issued"]);
  },
);

it("keeps a confirmed onboarding confirmed if new records are issued", async () => {
  const { table, run } = await start({ status: "confirmed", recordsVersion: 2 });
  await run();
  expect((await readOnboarding(table, ID)).status).toBe("confirmed");
});

const DAY_MS = 86_400_000;
const otherLook = { at: NOW + 1, records: [{ ...wrongMx, seen: ["10 mail.other.example"] }], queries: 1 };
const harm = {
  ...{ code: "FEEDBACK_MX_AT_DOMAIN", severity: "urgent", record: null, seen: [], expected: [] },
  ...{ records: [], actor: "dns-administrator", edits: [], evidence: [] },
  ...{ cause: { key: "finding.feedback-mx-at-domain", values: { at: "a.example" } }, details: [], notes: [] },
} as const;

it.each([
  ["once, and another one not on the same day", 0, { lastCheck: otherLook }, 1],
  ["again, another one, the next day", DAY_MS, { lastCheck: otherLook }, 2],
  [
    "again, another one, once the customer has acted",
    5,
    { lastCheck: otherLook, signals: { count: 1, seen: 1, checkRequestedAt: NOW + 2 } },
    2,
  ],
  ["at once where harm is being done", 5, { lastCheck: { ...otherLook, findings: [harm] } }, 2],
  ["once, however often it is seen", DAY_MS, { lastCheck: { ...wrongLook, at: NOW + 1 } }, 1],
] as const)("tells a fault %s", async (_, laterMs, set, times) => {
  const { table, told, run } = await start({ lastCheck: wrongLook });
  await run();
  await changeOnboarding(table, ID, () => ({ set: structuredClone(set) as Partial<Onboarding> }));
  await notifyCustomer(ID, NOW + laterMs, { table });
  await notifyCustomer(ID, NOW + laterMs, { table });
  expect(told()).toEqual(Array(times).fill("records_wrong"));
});

it("adds nothing to the notice of a loss on the same day, and more the day after", async () => {
  const { table, told, run } = await start({ status: "ready" });
  await changeOnboarding(table, ID, (current) => loseDomain(current, { records: [] }, NOW));
  await changeOnboarding(table, ID, () => ({ set: { lastCheck: wrongLook } }));
  await run();
  expect(told()).toEqual(["domain_lost"]);
  await notifyCustomer(ID, NOW + DAY_MS, { table });
  expect(told()).toEqual(["domain_lost", "records_wrong"]);
});

it("does not mention records that are not required any more", async () => {
  const records = recordsFor("bounce.oxfordstones.example");
  const { told, run } = await start({ lastCheck: wrongLook, records, recordsVersion: 2 });
  await run();
  await run();
  expect(told()).toEqual(["records_issued"]);
});

it("sends nothing once it is cancelled", async () => {
  const { table, told, run } = await start({
    recordsVersion: 2,
    schedule: { awaited: "confirmed", tries: 0, nextCheckAt: 0 },
  });
  await changeOnboarding(table, ID, (current) => cancel(current, NOW));
  await run();
  expect(told()).toEqual([]);
});
