import { expect, it } from "vitest";
import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readAttention } from "#core/search/attention";
import { indexOnboarding } from "#core/search/index-onboarding";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";

const DAY = 24 * 3_600_000;

const sections = z.object({
  sections: z.array(
    z.object({
      kind: z.string(),
      onboardings: z.array(z.looseObject({ onboardingId: z.string() })),
      isMore: z.boolean(),
    }),
  ),
});

it("shows who has waited for days also where many have waited for weeks, and reads no onboarding twice", async () => {
  const table = memoryTable();
  const now = BEGUN_AT + 30 * DAY;
  const put = async (number: number, days: number, said: Partial<Onboarding> = {}) => {
    const onboardingId = `onb_${String(number).padStart(26, "0")}`;
    const createdAt = now - days * DAY;
    await keep(table, onboardingOf({ onboardingId, createdAt, ...said }), {
      type: "requested",
      at: createdAt,
      by: "support",
    });
    await indexOnboarding(onboardingId, now, { table, partitions: table });
    return onboardingId;
  };
  for (let number = 1; number <= 25; number += 1) await put(number, 20);
  // The customer has requested a check since.
  const recent = await put(26, 2, { inactivity: { since: now - DAY / 4 } });
  await put(27, 0.5);
  const read: string[] = [];
  const counted = {
    ...table,
    get: (key: Parameters<typeof table.get>[0]) => {
      read.push(key.pk);
      return table.get(key);
    },
  };
  const deps = {
    table: counted,
    listing: table,
    trail: table,
    partitions: table,
    ...SHOWN,
  };
  const { body = "" } = await showOnboardings(operatorsRequest("GET /attention", { now }), deps);
  const found = sections.parse(JSON.parse(body)).sections;
  const [week, day] = ["week", "day"].map((age) =>
    found.find(({ kind }) => kind === `stuck-customer-${age}`),
  );
  expect([week?.onboardings.length, week?.isMore]).toEqual([20, true]);
  expect(day?.onboardings.map(({ onboardingId }) => onboardingId)).toEqual([recent]);
  expect(day?.onboardings[0]).toMatchObject({ awaitedSince: new Date(now - 2 * DAY).toISOString() });
  expect(new Set(read).size).toBe(read.length);
});

it.each([
  [1, false],
  [20, false],
  [21, true],
])("of %d held requests, says whether there are more than a section lists: %s", async (count, isMore) => {
  const table = memoryTable();
  for (let number = 1; number <= count; number += 1) {
    const onboardingId = `onb_${String(number).padStart(26, "0")}`;
    await keep(table, onboardingOf({ onboardingId, status: "held" }));
    await indexOnboarding(onboardingId, BEGUN_AT, { table, partitions: table });
  }
  const found = await readAttention(BEGUN_AT, { table, trail: table, partitions: table });
  const held = found.find(({ kind }) => kind === "held");
  expect([held?.found.length, held?.isMore]).toEqual([Math.min(count, 20), isMore]);
});

it("shows since when a domain has an incident, and when it was lost", async () => {
  const table = memoryTable();
  const lostAt = BEGUN_AT + DAY;
  const current = onboardingOf({
    status: "lost",
    incident: { since: BEGUN_AT, ses: [], records: [], lostAt },
  });
  await keep(table, current);
  await indexOnboarding(current.onboardingId, lostAt, { table, partitions: table });
  const deps = { table, listing: table, trail: table, partitions: table, ...SHOWN };
  const { body = "" } = await showOnboardings(operatorsRequest("GET /attention", { now: lostAt }), deps);
  const found = sections.parse(JSON.parse(body)).sections.find(({ kind }) => kind === "incident");
  expect(found?.onboardings).toMatchObject([
    { incident: { since: "2026-11-23T09:00:00.000Z", lostAt: "2026-11-24T09:00:00.000Z" } },
  ]);
});
