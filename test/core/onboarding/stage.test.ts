import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { stage } from "#core/onboarding/stage";
import { changeOnboarding, newOnboardingPuts } from "#core/onboarding/store";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const HOUR = 3_600_000;

async function stagesAfter(...changes: Partial<Onboarding>[]) {
  const table = memoryTable();
  const first = onboardingOf();
  await table.commit(newOnboardingPuts(first, { type: "requested", at: BEGUN_AT, by: "support" }));
  for (const set of changes) await changeOnboarding(table, first.onboardingId, () => ({ set }));
  const items = await table.last(first.onboardingId, "stage#");
  return items.map((item) => stage.parse(item));
}

const checked = (state: "missing" | "wrong" | "right", values: string[], at = BEGUN_AT + HOUR) => ({
  lastCheck: {
    at,
    queries: 9,
    records: RECORDS.map((record) =>
      seen(record, {
        state,
        seen: values,
        propagation: state === "right" ? "everywhere" : "not-at-name-servers",
      }),
    ),
  },
});

it("begins with the request", async () => {
  expect(await stagesAfter()).toMatchObject([{ at: BEGUN_AT, status: "records_issued", awaits: "customer" }]);
});

it("changes with what a check saw, at the time of the check", async () => {
  const stages = await stagesAfter(checked("wrong", ["v=spf1 -all"]), checked("right", []));
  expect(stages.map(({ at, awaits, records }) => [at, awaits, records[0]?.state, records[0]?.seen])).toEqual([
    [BEGUN_AT, "customer", undefined, undefined],
    [BEGUN_AT + HOUR, "customer", "wrong", ["v=spf1 -all"]],
    [BEGUN_AT + HOUR, "ses", "right", []],
  ]);
});

it("stays the same while a check sees the same in another order", async () => {
  const [later, latest] = [BEGUN_AT + 2 * HOUR, BEGUN_AT + 3 * HOUR];
  expect(
    await stagesAfter(checked("wrong", ["a", "b"]), checked("wrong", ["b", "a"], later), {
      ...checked("wrong", ["b", "a"], latest),
    }),
  ).toHaveLength(2);
});

it("keeps only the beginning of what strangers' DNS holds", async () => {
  const stages = await stagesAfter(
    checked(
      "wrong",
      Array.from({ length: 50 }, (_, index) => `${index}${"x".repeat(3000)}`),
    ),
  );
  expect(JSON.stringify(stages.at(-1)).length).toBeLessThan(12_000);
});

const RECORD = { name: "email.oxfordstones.example", type: "MX" };
const PART = { subject: "dkim" as const, givesUpAt: BEGUN_AT + 72 * HOUR };

it.each([
  ["DNS", [RECORD], [], ["dns"]],
  ["SES", [], [PART], ["ses"]],
  ["both", [RECORD], [PART], ["dns", "ses"]],
  ["neither of them any more", [], [], []],
])("says that an incident was noticed by %s", async (_, records, ses, incident) => {
  const stages = await stagesAfter({ status: "ready" }, { incident: { since: BEGUN_AT, records, ses } });
  expect(stages.at(-1)?.incident).toEqual(incident);
});

it("names no incident that is over", async () => {
  const over = { since: BEGUN_AT, records: [RECORD], ses: [PART], overAt: BEGUN_AT + HOUR };
  const stages = await stagesAfter({ status: "ready" }, { incident: over });
  expect(stages.at(-1)?.incident).toEqual([]);
});
