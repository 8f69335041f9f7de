import { describe, expect, it } from "vitest";
import { extend } from "#core/onboarding/changes/reminders";
import { cancel } from "#core/onboarding/changes/signals";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const DAY = 86_400_000;

describe("an onboarding that is never finished", () => {
  it("reminds once a step, and announces its end", async () => {
    const { check, events } = await startChecking();
    const days = [1, 3, 3.25, 4, 7, 14, 28, 38, 38.25, 44, 44.25];
    for (const day of days) await check(NOW + day * DAY);
    expect(events().slice(1)).toEqual([...Array(4).fill("reminded"), "expiry_near", "expiry_near"]);
    expect((await check(NOW + 45 * DAY)).decision).toBe("closing");
  });

  it("gets all the time again when one more record is right", async () => {
    const { check, tells, dns, records, table } = await startChecking();
    await check(NOW + DAY);
    if (records[0]) dns.publish(records[0]);
    await check(NOW + 20 * DAY);
    expect((await readOnboarding(table, ID)).expiresAt).toBe(NOW + 20 * DAY + EXPIRY_MS);
    expect(await tells(NOW + 46 * DAY)).toBe(true);
  });

  it("is checked once more at its end, which no wait exceeds", async () => {
    const { check, dns, records, read } = await startChecking();
    const { expiresAt } = await read();
    expect(expiresAt - NOW).toBe(EXPIRY_MS);
    expect((await check(expiresAt - 60_000)).waitSeconds).toBe(60);
    if (records[3]) dns.publish(records[3]);
    expect((await check(expiresAt)).decision).toBe("waiting");
    expect((await read()).expiresAt).toBe(expiresAt + EXPIRY_MS);
  });

  it("is over at once: a request for more time a moment later is refused, not granted without effect", async () => {
    const { check, read } = await startChecking();
    const { expiresAt } = await read();
    expect(extend(await read(), expiresAt - 1)).toBeDefined();
    expect((await check(expiresAt)).decision).toBe("closing");
    expect(await read()).toMatchObject({ status: "expired", closedBecause: "expired" });
    expect(extend(await read(), expiresAt + 1)).toBeUndefined();
    expect((await check(expiresAt + 2)).decision).toBe("closing");
  });

  it("stays cancelled when it was cancelled before its end", async () => {
    const { check, read, table } = await startChecking();
    const { expiresAt } = await read();
    await changeOnboarding(table, ID, (current) => cancel(current, expiresAt - 1));
    expect((await check(expiresAt)).decision).toBe("closing");
    await closeOnboarding({ onboardingId: ID, attempt: 1, now: expiresAt }, { table });
    expect((await read()).status).toBe("cancelled");
  });

  it("is not closed while it waits for its slot of SES's budget with all records right", async () => {
    const { check, publishAll, budget, read } = await startChecking();
    const { expiresAt } = await read();
    publishAll();
    budget.take = async (now) => now + 5000;
    expect((await check(expiresAt)).decision).toBe("waiting");
  });

  it("sends nothing while only SES is awaited", async () => {
    const { check, publishAll, events } = await startChecking();
    publishAll();
    for (let day = 1; day < 60; day += 1) expect((await check(NOW + day * DAY)).decision).toBe("waiting");
    expect(events()).toEqual(["requested"]);
  });
});
