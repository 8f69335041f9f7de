import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { BEGUN_AT, keep, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const MINUTES = 5;
const records = RECORDS.map((record) => seen(record, { state: "right", propagation: "everywhere" }));
const ALL_RIGHT = { lastCheck: { at: BEGUN_AT, queries: 5, records } };

async function followedUp(said: Partial<Onboarding> = {}) {
  const world = deliveryWorld({ status: "confirmed", ...ALL_RIGHT, ...said });
  const notBefore = BEGUN_AT + MINUTES * 60_000;
  await keep(world.table, world.onboarding, {
    ...{ type: "followed_up", at: BEGUN_AT, by: "sendworthy", idempotencyKey: "1", notBefore },
  });
  await world.recorded();
  await world.tick(MINUTES - 1);
  expect(world.mails).toEqual([]);
  await world.tick(MINUTES);
  return world;
}

it("mails the state as it is five minutes after the confirmation", async () => {
  const { mails } = await followedUp();
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ["dns@oxfordstones.example", "oxfordstones.example: 5 of 5 records are right"],
  ]);
  expect(mails[0]?.text).toContain("We mail you when oxfordstones.example is ready.");
});

it("mails what is still to do, field by field", async () => {
  const some = records.map((one, index) => (index < 3 ? one : seen(RECORDS[index])));
  const { mails } = await followedUp({ lastCheck: { ...ALL_RIGHT.lastCheck, records: some } });
  expect(mails[0]?.subject).toBe("oxfordstones.example: 3 of 5 records are right");
  expect(mails[0]?.text).toContain("We check every minute.");
  expect(mails[0]?.text).toContain("email.oxfordstones.example");
});

it.each<[string, Partial<Onboarding>]>([
  ["is verified", { status: "verified" }],
  ["was cancelled", { status: "cancelled" }],
  ["has a problem that was mailed since", { notifiedProblemAt: BEGUN_AT }],
  ["has reached DKIM, which was mailed since", { dkimVerifiedAt: BEGUN_AT + 1 }],
])("mails nothing about a domain that %s", async (_, said) => {
  const { mails, reports } = await followedUp(said);
  expect([mails, reports]).toEqual([[], ["customer superseded"]]);
});
