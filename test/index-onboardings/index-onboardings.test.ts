import { beforeEach, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, newOnboardingPuts } from "#core/onboarding/store";
import { foundId, listPartition, searchPartition } from "#core/search/entries";
import { indexOnboarding, readFigures } from "#core/search/index-onboarding";
import { restoreFigures } from "#core/search/restore-figures";
import { indexOnboardings } from "../../functions/index-onboardings/index-onboardings.ts";
import { recordedFacts } from "../../functions/index-onboardings/recorded-facts.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const ID = onboardingOf().onboardingId;
const DAY = "2026-11-23";

let table: ReturnType<typeof memoryTable>;

beforeEach(async () => {
  table = memoryTable();
  await open(onboardingOf());
});

async function open(first: Onboarding) {
  await table.commit(newOnboardingPuts(first, { type: "requested", at: BEGUN_AT, by: "support" }));
}

function index(ids = [ID], at = BEGUN_AT) {
  return indexOnboardings(
    ids.map((onboardingId) => ({ onboardingId, at })),
    { table, partitions: table, report: () => {} },
  );
}

async function figures() {
  return (await readFigures(table, "2026-01-01", "2027-12-31"))[DAY] ?? {};
}

async function found(pk: string, prefix = ""): Promise<string[]> {
  return (await table.page(pk, { prefix, limit: 10 })).map(foundId);
}

it("counts an onboarding once, however often its records arrive", async () => {
  await index([ID, ID]);
  await index();
  expect(await figures()).toMatchObject({ "step/opened": 1, "step/records_issued": 1 });
});

it("adds what has happened since, on its own day", async () => {
  await index();
  await changeOnboarding(table, ID, () => ({
    event: { type: "reminded", at: BEGUN_AT + 24 * HOUR, by: "sendworthy" },
  }));
  await index();
  expect(await readFigures(table, "2026-11-24", "2026-11-24")).toEqual({ "2026-11-24": { reminder: 1 } });
});

it("counts each of many that are indexed at the same time", async () => {
  const ids = Array.from({ length: 8 }, (_, number) => `onb_${String(number).padStart(26, "0")}`);
  for (const onboardingId of ids) await open(onboardingOf({ onboardingId }));
  await Promise.all(ids.map((id) => indexOnboarding(id, BEGUN_AT, { table, partitions: table })));
  expect(await figures()).toMatchObject({ "step/opened": ids.length });
});

it("finds an onboarding by ticket, domain, project, owner and address, also by their beginning", async () => {
  await index();
  expect(await found(searchPartition("ticket"), "t-1041#")).toEqual([ID]);
  expect(await found(searchPartition("domain"), "email.oxfordstones")).toEqual([ID]);
  expect(await found(searchPartition("project"), "oxford-stones#")).toEqual([ID]);
  expect(await found(searchPartition("owner"), "oxford")).toEqual([ID]);
  expect(await found(searchPartition("address"), "news@oxford")).toEqual([ID]);
  expect(await found(searchPartition("address"), "other@")).toEqual([]);
});

it("moves an onboarding from list to list", async () => {
  await index();
  await changeOnboarding(table, ID, () => ({
    transition: "confirm",
    event: { type: "confirmed", at: BEGUN_AT + HOUR, by: "customer" },
  }));
  await index();
  expect(await found(listPartition("status", "records_issued"))).toEqual([]);
  expect(await found(listPartition("status", "confirmed"))).toEqual([ID]);
  expect(await found(listPartition("awaits", "customer"))).toEqual([ID]);
});

it("lists an onboarding again that returns to an earlier list", async () => {
  await index();
  for (const transition of ["confirm", "amend"] as const) {
    await changeOnboarding(table, ID, () => ({
      transition,
      event: { type: "reminded", at: BEGUN_AT + HOUR, by: "sendworthy" },
    }));
    await index();
  }
  expect(await found(listPartition("status", "confirmed"))).toEqual([]);
  expect(await found(listPartition("status", "records_issued"))).toEqual([ID]);
});

it("forgets a person's address with the person", async () => {
  await index();
  await changeOnboarding(table, ID, () => ({
    set: { requester: "", fromAddresses: [] },
    event: { type: "forgotten", at: BEGUN_AT + HOUR, by: "sendworthy" },
  }));
  await index();
  expect(await found(searchPartition("address"))).toEqual([]);
  expect(await figures()).toMatchObject({ "step/opened": 1 });
});

it("restores the figures of a day if they are wrong", async () => {
  await index();
  const right = await figures();
  const item = await table.get({ pk: "figures", sk: DAY });
  await table.commit([
    {
      item: { pk: "figures", sk: DAY, version: 99, figures: { ready: 7 } },
      expectedVersion: item?.version,
    },
  ]);
  expect(await restoreFigures([ID], { table, partitions: table }, async () => {})).toEqual([DAY]);
  expect(await figures()).toEqual(right);
  expect(await restoreFigures([ID], { table, partitions: table }, async () => {})).toEqual([]);
});

it("reads the stream's records", () => {
  const record = {
    eventName: "INSERT",
    dynamodb: {
      ApproximateCreationDateTime: BEGUN_AT / 1000,
      Keys: { pk: { S: ID }, sk: { S: "event#00000001" } },
    },
  };
  expect(recordedFacts.parse({ Records: [record] })).toEqual([{ onboardingId: ID, at: BEGUN_AT }]);
});

it.each(["ticket#jira#SUP-20", "digest#dns@oxfordstones.example"])(
  "leaves out what was given up of %s, which is no onboarding: it would hold up all records behind it",
  (pk) => {
    const record = (of: string) => ({
      dynamodb: { ApproximateCreationDateTime: BEGUN_AT / 1000, Keys: { pk: { S: of } } },
    });
    expect(recordedFacts.parse({ Records: [record(pk)] })).toEqual([]);
    expect(recordedFacts.parse({ Records: [record(pk), record(ID)] })).toHaveLength(1);
  },
);
