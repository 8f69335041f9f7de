import { expect, it } from "vitest";
import { onboardingEvent } from "#core/onboarding/event";
import { FOLLOW_UP_AFTER_MS } from "#core/onboarding/schedule";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { startChecking } from "./fixture.ts";

const MINUTE = 60_000;
const CONFIRMED = { status: "confirmed", signals: { count: 1, seen: 0, confirmedAt: NOW } } as const;

async function confirmed() {
  const world = await startChecking({ ...CONFIRMED, dnsContact: "dns@agency.example" });
  const followUps = () =>
    world.table
      .items()
      .filter(({ type }) => type === "followed_up")
      .map((item) => onboardingEvent.parse(item));
  return { ...world, followUps };
}

it("follows up by mail, five minutes after a confirmation, on a state that changed since its answer", async () => {
  const { check, publishAll, followUps } = await confirmed();
  await check(NOW + 1);
  publishAll();
  await check(NOW + 2 * MINUTE);
  const due = NOW + FOLLOW_UP_AFTER_MS;
  expect(followUps()).toMatchObject([{ at: NOW + 2 * MINUTE, notBefore: due, dueAt: due }]);
  expect(followUps()[0]?.notices.map(({ recipient }) => recipient)).toEqual(["customer", "dns-contact"]);
});

it("follows up on nothing that the answer said already", async () => {
  const { check, publishAll, followUps } = await confirmed();
  publishAll();
  await check(NOW + 1);
  await check(NOW + 2 * MINUTE);
  expect(followUps()).toEqual([]);
});

it("follows up on nothing that changes later than five minutes", async () => {
  const { check, publishAll, followUps } = await confirmed();
  await check(NOW + 1);
  publishAll();
  await check(NOW + FOLLOW_UP_AFTER_MS + 1);
  expect(followUps()).toEqual([]);
});
