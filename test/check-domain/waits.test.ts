import { describe, expect, it } from "vitest";
import { jitterOf, SES_READS, waitSeconds } from "#core/onboarding/schedule";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const DAY = 86_400_000;
const { expiresAt } = onboardingOf();

/** The time until the first check after which nothing but SES is awaited. */
const AFTER_FIRST = waitSeconds("ses", 0, jitterOf(ID));
/** The time until the first check after which records are missing, and nobody has acted. */
const UNCONFIRMED = waitSeconds("notConfirmed", 1, jitterOf(ID));

/** Returns the wait after the first check at this time. */
async function waitAfter(now: number, said = {}, isPublished = false) {
  const { check, publishAll } = await startChecking(said);
  if (isPublished) publishAll();
  return check(now);
}

describe("the wait for the next check", () => {
  it.each([
    ["a moment before the expiry", expiresAt - 1, 1],
    ["seconds before the expiry", expiresAt - 5_001, 6],
    ["at the expiry", expiresAt, AFTER_FIRST],
    ["a day after the expiry", expiresAt + DAY, AFTER_FIRST],
    ["a year after the expiry", expiresAt + 365 * DAY, AFTER_FIRST],
  ])("is short only before the expiry: %s, while SES alone is awaited", async (_, now, seconds) => {
    expect(await waitAfter(now, {}, true)).toEqual({ decision: "waiting", waitSeconds: seconds });
  });

  it.each([
    ["long before a reminder", BEGUN_AT, UNCONFIRMED],
    ["hours before a reminder", BEGUN_AT + 3 * DAY - 20_000_000, 20_000],
    ["a minute before a reminder", BEGUN_AT + 3 * DAY - 60_000, 60],
    ["a minute before the first warning", expiresAt - 7 * DAY - 60_000, 60],
    ["a minute before the last warning", expiresAt - DAY - 60_000, 60],
    ["a minute before the expiry", expiresAt - 60_000, 60],
  ])("never passes a time that people know: %s", async (_, now, seconds) => {
    expect(await waitAfter(now)).toEqual({ decision: "waiting", waitSeconds: seconds });
  });
});

describe("the wait of a lost domain", () => {
  const givesUpAt = BEGUN_AT + 2 * DAY;
  const readAt = givesUpAt + SES_READS.everyMs;
  const incident = { since: BEGUN_AT, records: [], ses: [{ subject: "dkim" as const, givesUpAt }] };

  it.each([
    [readAt - 30_000, {}, 30],
    [readAt, {}, UNCONFIRMED],
    [readAt + 1, {}, UNCONFIRMED],
    [readAt - 30_000, { overAt: BEGUN_AT + 1 }, UNCONFIRMED],
  ])("ends shortly after SES gives up, and not afterwards: row %#", async (now, said, seconds) => {
    const lost = {
      status: "lost" as const,
      inactivity: { since: readAt },
      incident: { ...incident, ...said },
    };
    expect((await waitAfter(now, lost)).waitSeconds).toBe(seconds);
  });
});

it.each([
  [1, 3],
  [3_000, 3],
  [3_001, 4],
  [5_000, 5],
])("the wait for an SES slot in %i ms also reaches the next turn of the zone: %i s", async (ms, seconds) => {
  const { check, publishAll, budget } = await startChecking();
  publishAll();
  budget.take = async (now) => now + ms;
  expect(await check(BEGUN_AT)).toEqual({ decision: "waiting", waitSeconds: seconds });
});
