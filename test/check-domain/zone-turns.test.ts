import { expect, it } from "vitest";
import { fakeTurns } from "../support/fake-turns.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { startChecking } from "./fixture.ts";

const SECOND = 1000;

it("checks a zone no more often than its turns allow, even if another onboarding had the last turn", async () => {
  const turns = fakeTurns(3 * SECOND);
  const { check, dns, read } = await startChecking({}, 0, turns);
  await check(BEGUN_AT);
  const before = await read();
  await turns.take("oxfordstones.example", BEGUN_AT + 60 * SECOND);
  const outcome = await check(BEGUN_AT + 61 * SECOND, 1);
  expect(outcome).toEqual({ decision: "waiting", waitSeconds: 2 });
  expect(dns.looks()).toBe(1);
  expect((await read()).lastCheck).toEqual(before.lastCheck);
  await check(BEGUN_AT + 63 * SECOND, 2);
  expect(dns.looks()).toBe(2);
});

it("never puts off the first check of an onboarding", async () => {
  const turns = fakeTurns(3 * SECOND);
  const { check, dns } = await startChecking({}, 0, turns);
  await turns.take("oxfordstones.example", BEGUN_AT);
  await check(BEGUN_AT);
  expect(dns.looks()).toBe(1);
});

it("takes one turn for each of sixty names of one domain, in the order in which they came", async () => {
  const turns = fakeTurns(3 * SECOND);
  let taken = 0;
  const counted = {
    ...turns,
    take(domain: string, now: number) {
      taken += 1;
      return turns.take(domain, now);
    },
  };
  const names = await Promise.all(Array.from({ length: 60 }, () => startChecking({}, 0, counted)));
  for (const { check } of names) await check(BEGUN_AT);
  taken = 0;
  const start = BEGUN_AT + 3_600 * SECOND;
  const waits = [];
  for (const { check } of names) waits.push((await check(start, 1)).waitSeconds);
  expect(waits.slice(1)).toEqual(Array.from({ length: 59 }, (_, place) => 3 * (place + 1)));
  for (const [place, { check, dns }] of names.entries()) {
    if (place > 0) await check(start + 3 * place * SECOND, 2);
    expect(dns.looks()).toBe(2);
  }
  expect(taken).toBe(60);
});

it.each([
  ["oxfordstones.example", "oxfordstones.example"],
  ["shop.oxfordstones.example", "oxfordstones.example"],
  ["co.uk", "co.uk"],
])("a check of %s takes a turn of %s", async (identity, domain) => {
  const turns = fakeTurns(3 * SECOND);
  const { check } = await startChecking({ identity }, 0, turns);
  await check(BEGUN_AT);
  expect(await turns.takeIfFree(domain, BEGUN_AT)).toBe(false);
  expect(await turns.takeIfFree(domain, BEGUN_AT + 3 * SECOND)).toBe(true);
});
