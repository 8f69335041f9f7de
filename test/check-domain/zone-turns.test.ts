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
  expect(outcome).toEqual({ decision: "waiting", waitSeconds: 3 });
  expect(dns.looks()).toBe(1);
  expect((await read()).lastCheck).toEqual(before.lastCheck);
  await check(BEGUN_AT + 64 * SECOND, 2);
  expect(dns.looks()).toBe(2);
});

it("never puts off the first check of an onboarding", async () => {
  const turns = fakeTurns(3 * SECOND);
  const { check, dns } = await startChecking({}, 0, turns);
  await turns.take("oxfordstones.example", BEGUN_AT);
  await check(BEGUN_AT);
  expect(dns.looks()).toBe(1);
});
