import { beforeEach, expect, it } from "vitest";
import { changeOnboarding, newOnboardingPuts } from "#core/onboarding/store";
import { indexOnboarding } from "#core/search/index-onboarding";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";

let table: ReturnType<typeof memoryTable>;

beforeEach(async () => {
  table = memoryTable();
  const first = onboardingOf({ status: "requested" });
  await table.commit(newOnboardingPuts(first, { type: "requested", at: BEGUN_AT, by: "support" }));
  await changeOnboarding(table, first.onboardingId, () => ({
    event: { type: "muted", at: BEGUN_AT + 60_000, by: "operator:=cmd|' /C calc'!A0" },
    set: { mutedAt: BEGUN_AT + 60_000 },
  }));
  await indexOnboarding(first.onboardingId, BEGUN_AT, { table, partitions: table });
});

function report(query: Record<string, string>) {
  const deps = { table, listing: table, trail: table, partitions: table, ...SHOWN };
  return showOnboardings(operatorsRequest("GET /report", { query }), deps);
}

it("gives the numbers of the days that are asked for", async () => {
  const { body = "" } = await report({ from: "2026-11-23", to: "2026-11-29" });
  expect(JSON.parse(body)).toMatchObject({
    from: "2026-11-23",
    to: "2026-11-29",
    totals: { opened: 1, ready: 0 },
    weeks: [{ week: "2026-11-23", opened: 1 }],
    interventions: [{ action: "muted", count: 1 }],
  });
  const { body: earlier = "" } = await report({ from: "2026-11-01", to: "2026-11-22" });
  expect(JSON.parse(earlier)).toMatchObject({ totals: { opened: 0 } });
});

it("gives them as CSV", async () => {
  const { headers, body = "" } = await report({ from: "2026-11-23", to: "2026-11-29", format: "csv" });
  expect(headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="report-2026-11-23-2026-11-29.csv"',
  });
  expect(body.split("\r\n")).toEqual(
    expect.arrayContaining(['"section","name","value"', '"total","opened",1']),
  );
});

it("covers the last 90 days without a period", async () => {
  const { body = "" } = await report({});
  const { from, to } = JSON.parse(body);
  expect(Date.parse(to) - Date.parse(from)).toBe(90 * 24 * 3_600_000);
});

it("covers the 90 days up to the last day if only that is given", async () => {
  const { statusCode, body = "" } = await report({ to: "2026-11-29" });
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ from: "2026-08-31", to: "2026-11-29" });
});

it("covers a single day", async () => {
  const { statusCode, body = "" } = await report({ from: "2026-11-23", to: "2026-11-23" });
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ from: "2026-11-23", to: "2026-11-23", totals: { opened: 1 } });
});

it("names every fault of a period", async () => {
  for (const query of [
    { from: "soon" },
    { from: "2026-11-24", to: "2026-11-23" },
    { to: "x", format: "pdf" },
  ]) {
    const { statusCode, body = "" } = await report(query);
    expect([statusCode, JSON.parse(body).faults.length]).toEqual([422, "format" in query ? 2 : 1]);
  }
  expect((await report({ from: "2020-01-01", to: "2026-01-01" })).statusCode).toBe(422);
});

it.each([
  [{ from: "soon" }, "from", "a day such as 2026-11-23"],
  [{ to: "2026-02-30" }, "to", "a day such as 2026-11-23"],
  [{ from: "2026-11-24", to: "2026-11-23" }, "to", "a day that is not before the first one"],
  [{ from: "2020-01-01", to: "2026-01-01" }, "from", "at most 731 days"],
])("says for %j what is expected", async (query, field, expected) => {
  const { body = "" } = await report(query);
  expect(JSON.parse(body).faults).toEqual([expect.objectContaining({ field, expected })]);
});

it("covers up to 731 days, the first and the last included", async () => {
  const { statusCode, body = "" } = await report({ from: "2024-01-01", to: "2025-12-31" });
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ from: "2024-01-01", to: "2025-12-31" });
  expect((await report({ from: "2024-01-02", to: "2025-12-31" })).statusCode).toBe(200);
  expect((await report({ from: "2024-01-01", to: "2026-01-01" })).statusCode).toBe(422);
});
