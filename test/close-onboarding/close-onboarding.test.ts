import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const INPUT = { onboardingId: ID, attempt: 1, now: NOW };
const { identity, mailFrom, owner } = onboardingOf();
const CANCELLED = { count: 1, seen: 0, cancelledAt: NOW };

async function start(said: Partial<Onboarding> = {}) {
  const table = memoryTable();
  await keep(table, issuedOf(said));
  const claims = await readClaims(table, identity);
  const ours = reserve(claims.entries, ID, owner, [identity, mailFrom]);
  await table.commit([claims.replaceWith(reserve(ours, "onb_other", owner, [`shop.${identity}`]))]);
  const claimed = async () => (await readClaims(table, identity)).entries.map(({ name }) => name);
  const events = () => table.items().flatMap((item) => (item.sk.startsWith("event#") ? [item["type"]] : []));
  return { table, claimed, events };
}

describe.each<[string, Partial<Onboarding>, string, string]>([
  ["cancelled", { signals: CANCELLED }, "cancelled", "cancelled"],
  ["cancelled before it began", { status: "requested", signals: CANCELLED }, "cancelled", "cancelled"],
  ["out of time", {}, "expired", "expired"],
  ["out of time after a confirmation", { status: "confirmed" }, "expired", "expired"],
  [
    "an identity taken",
    { status: "requested", closedBecause: "identity-taken" },
    "cancelled",
    "identity-taken",
  ],
  [
    "an identity taken, and cancelled",
    { status: "requested", closedBecause: "identity-taken", signals: CANCELLED },
    "cancelled",
    "cancelled",
  ],
])("%s", (_, said, status, closedBecause) => {
  it("ends once, and releases only its own claims", async () => {
    const { table, claimed, events } = await start(said);
    expect(await closeOnboarding(INPUT, { table })).toEqual({ status });
    expect(await closeOnboarding(INPUT, { table })).toEqual({ status });
    expect(await readOnboarding(table, ID)).toMatchObject({ status, closedBecause });
    expect(await claimed()).toEqual([`shop.${identity}`]);
    expect(events()).toEqual(["requested", status]);
  });

  it.each(["before", "after"] as const)("ends once when the process dies %s the write", async (when) => {
    const { table, events } = await start(said);
    await expect(closeOnboarding(INPUT, { table: crashingTable(table, { nth: 1, when }) })).rejects.toThrow(
      "died",
    );
    expect(await closeOnboarding(INPUT, { table })).toEqual({ status });
    expect(events()).toEqual(["requested", status]);
  });
});

it.each([
  ["the operator who cancelled", { ...CANCELLED, cancelledBy: "operator:ops" }, "operator:ops"],
  ["support, if no one else cancelled", CANCELLED, "support"],
])("names %s in the event", async (_, signals, by) => {
  const { table } = await start({ signals });
  await closeOnboarding(INPUT, { table });
  expect(table.items().find(({ type }) => type === "cancelled")).toMatchObject({ by });
});

it.each(["verified", "configured"] as const)("closes nothing that is %s", async (status) => {
  const { table, claimed } = await start({ status });
  await expect(closeOnboarding(INPUT, { table })).rejects.toThrow("cannot take the event expire");
  expect(await claimed()).toHaveLength(3);
});

it("ends a redriven execution that failed before it could close", async () => {
  const { table } = await start({ status: "failed", failedFrom: "confirmed", closedBecause: "SomeError" });
  expect(await closeOnboarding(INPUT, { table })).toEqual({ status: "expired" });
  expect((await readOnboarding(table, ID)).closedBecause).toBe("expired");
});

it("closes nothing that a later attempt continues", async () => {
  const { table, events } = await start({ attempt: 2, signals: CANCELLED });
  expect(await closeOnboarding(INPUT, { table })).toEqual({ status: "records_issued" });
  expect(events()).toEqual(["requested"]);
});
