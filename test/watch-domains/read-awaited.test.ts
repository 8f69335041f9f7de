import { expect, it } from "vitest";
import { type IdentityStatus, onboardingKey, onboarding as schema } from "#core/onboarding/onboarding";
import { readAlone, readAwaited } from "../../functions/watch-domains/read-awaited.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const MINUTE = 60_000;
const PENDING = { verification: "PENDING", dkim: "PENDING" } as const;
const FOUND = { verification: "SUCCESS", dkim: "SUCCESS" } as const;

/**
 * Makes onboardings whose records have been right since the beginning, and an SES that has found DKIM of all
 * of them.
 */
async function awaiting(count: number, slotMilliseconds = 0, isThere = true, found: IdentityStatus = FOUND) {
  const table = memoryTable();
  const calls: string[] = [];
  const woken: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const records = RECORDS.map((record) => seen(record, { state: "right" }));
    await keep(
      table,
      onboardingOf({
        onboardingId: idOf(number),
        identity: `d${number}.example`,
        wait: { attempt: 1, round: 1, retry: 0, token: `token-${number}` },
        lastCheck: { at: BEGUN_AT, rightSince: BEGUN_AT, queries: 9, records },
        ses: { reads: 0, status: PENDING },
      }),
    );
  }
  const deps = {
    table,
    index: table,
    budget: fakeBudget(slotMilliseconds),
    turns: fakeTurns(),
    pause: async () => undefined,
    resumer: { resume: async (token: string) => void woken.push(token) },
    reader: {
      async read(identity: string) {
        calls.push(`read ${identity}`);
        return isThere ? found : undefined;
      },
    },
    identities: {
      list: async () => ({ domains: [] }),
      async dkim(names: readonly string[]) {
        calls.push(`dkim of ${names.length}`);
        const known = isThere ? names : [];
        return new Map(known.map((name) => [name, { status: "SUCCESS" as const, isSigning: true }]));
      },
      async mailFrom(names: readonly string[]) {
        calls.push(`mail-from of ${names.length}`);
        return new Map();
      },
    },
  };
  return {
    ...{ calls, woken, deps },
    run: (minutes: number) => readAwaited(BEGUN_AT + minutes * MINUTE, deps),
    read: async (number: number) => schema.parse(await table.get(onboardingKey(idOf(number)))),
  };
}

function idOf(number: number): string {
  return `onb_${String(number).padStart(26, "0")}`;
}

it("reads SES at the times of the schedule, and at no other", async () => {
  const { run, calls } = await awaiting(1);
  const times = Array.from({ length: 13 * 12 }, (_, index) => index * 5);
  const read: number[] = [];
  for (const minutes of times) {
    const before = calls.length;
    await run(minutes);
    if (calls.length > before) read.push(minutes);
  }
  expect(read).toEqual([15, 30, 60, 120, 300]);
});

it("keeps the answer with the signal, and then resumes the execution", async () => {
  const { run, woken, read } = await awaiting(1);
  await run(15);
  expect(woken).toEqual(["token-0"]);
  expect(await read(0)).toMatchObject({ signals: { count: 1, seen: 0 }, ses: { status: FOUND, reads: 1 } });
});

it("reads many by the hundred, and leaves the complete answer to their checks", async () => {
  const { run, calls, woken, read } = await awaiting(120);
  await run(15);
  expect(calls).toEqual(["dkim of 100", "mail-from of 100", "dkim of 20", "mail-from of 20"]);
  expect(woken).toHaveLength(120);
  expect((await read(7)).ses).toEqual({ reads: 0, status: PENDING });
});

it("reads nothing without a slot that comes soon, and writes nothing then", async () => {
  const { run, calls, read } = await awaiting(2, 20_000);
  await run(15);
  expect(calls).toEqual(["read d0.example"]);
  expect((await read(1)).signals.count).toBe(0);
});

it.each([1, 5])(
  "makes the execution check where SES does not know the identity any more, of %d",
  async (count) => {
    const { run, woken, read } = await awaiting(count, 0, false);
    await run(15);
    expect(woken).toHaveLength(count);
    expect(await read(0)).toMatchObject({ signals: { count: 1, seen: 0 }, ses: { status: PENDING } });
  },
);

it.each<[string, IdentityStatus, number | undefined]>([
  ["gives the next slot to an identity that SES has verified", { ...FOUND, mailFrom: "SUCCESS" }, 1000],
  ["gives no slot while MAIL FROM is pending", { ...FOUND, mailFrom: "PENDING" }, undefined],
])("%s", async (_, found, slotAfter) => {
  const { run, read } = await awaiting(1, 1000, true, found);
  await run(15);
  const slotAt = slotAfter === undefined ? undefined : BEGUN_AT + 15 * MINUTE + slotAfter;
  expect((await read(0)).ses).toEqual({
    ...{ status: found, reads: 1, readAt: BEGUN_AT + 15 * MINUTE },
    ...(slotAt !== undefined && { slotAt }),
  });
});

it("leaves an identity to its next read if there is no slot", async () => {
  const { deps, calls } = await awaiting(1);
  const slots = { take: async () => undefined, turnOf: async () => undefined };
  await readAlone({ onboardingId: idOf(0), identity: "d0.example" }, BEGUN_AT, deps, slots);
  expect(calls).toEqual([]);
});
