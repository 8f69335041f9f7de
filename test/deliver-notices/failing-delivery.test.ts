import { describe, expect, it } from "vitest";
import { nextTryAt } from "../../functions/deliver-notices/back-off.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const SUPPORT = "help@support.example";

/** The minutes after the first attempt at which the next nine follow. */
const TRIES_AT = [1, 3, 7, 15, 31, 63, 127, 255, 511];

describe("a service that refuses", () => {
  it("delays no other notice, and is tried again a minute later", async () => {
    const world = deliveryWorld();
    world.troubles.set(SUPPORT, "refuses");
    await world.begin("ready");
    await world.recorded();
    expect(world.reports).toEqual(["customer sent", "ticket failed", "ops sent"]);
    expect(await world.event()).toMatchObject({ tries: 1, dueAt: BEGUN_AT + 60_000, queue: "undelivered" });
    world.troubles.clear();
    await world.tick(1);
    expect(world.mails.map(({ to }) => to)).toEqual(["dns@oxfordstones.example", SUPPORT]);
    expect(world.published).toHaveLength(1);
    expect((await world.event()).queue).toBeUndefined();
  });

  it("is tried ten times, ever more rarely, then is a dead letter without personal data", async () => {
    const world = deliveryWorld();
    world.troubles.set(SUPPORT, "refuses");
    await world.begin("extended");
    await world.recorded();
    for (const minute of TRIES_AT) {
      await world.tick(minute - 0.01);
      await world.tick(minute);
    }
    expect(world.reports).toEqual([...Array(9).fill("ticket failed"), "ticket given-up"]);
    const { onboardingId } = world.onboarding;
    expect(world.dead).toEqual([
      {
        noticeId: `${onboardingId}/extended/ticket`,
        recipient: "ticket",
        item: world.key,
        errorName: "MessageRejected",
      },
    ]);
    await world.tick(100_000);
    expect(world.dead).toHaveLength(1);
    expect((await world.event()).queue).toBeUndefined();
  });

  it("waits at most six hours between two tries", () => {
    expect([1, 2, 3, 10, 99].map((tries) => nextTryAt(tries, 0) / 60_000)).toEqual([1, 2, 4, 360, 360]);
  });

  it("keeps the event in the queue until the dead letter is kept", async () => {
    const world = deliveryWorld();
    world.troubles.set(SUPPORT, "refuses").set("dead", "refuses");
    await world.begin("extended");
    await world.recorded();
    for (const minute of TRIES_AT) await world.tick(minute);
    expect((await world.event()).queue).toBe("undelivered");
    world.troubles.delete("dead");
    await world.tick(513);
    expect(world.dead).toHaveLength(1);
    expect((await world.event()).queue).toBeUndefined();
  });
});

describe("a run that is killed", () => {
  it("after the service accepted the mail and before that is recorded, leads to exactly one more mail", async () => {
    const world = deliveryWorld();
    world.troubles.set(SUPPORT, "dies-after");
    await world.begin("extended");
    void world.recorded();
    await expect.poll(() => world.mails.length).toBe(1);
    world.troubles.clear();
    for (const minute of [1, 2, 3, 4, 5, 5.9]) await world.tick(minute);
    expect(world.mails).toHaveLength(1);
    await world.tick(6);
    await world.tick(7);
    expect(world.mails.map(({ noticeId }) => noticeId)).toEqual(Array(2).fill(world.mails[0]?.noticeId));
    expect((await world.event()).queue).toBeUndefined();
  });

  it("at each try, leads to ten mails at most", async () => {
    const world = deliveryWorld();
    world.troubles.set(SUPPORT, "dies-after");
    await world.begin("extended");
    for (let time = 1; time <= 10; time += 1) {
      void world.tick(6 * time);
      await expect.poll(() => world.mails.length).toBe(time);
      await world.tick(6 * time + 1);
    }
    await world.tick(66);
    expect(world.mails).toHaveLength(10);
    expect(world.dead).toMatchObject([{ errorName: "TriesUsedUp" }]);
    expect((await world.event()).queue).toBeUndefined();
  });
});

it("sends once when the stream is ten minutes late and the schedule comes while its run is sending", async () => {
  const world = deliveryWorld();
  world.troubles.set(SUPPORT, "is-slow");
  await world.begin("extended");
  const late = world.recorded();
  await expect.poll(() => world.mails.length).toBe(1);
  await world.tick(10);
  expect(world.reports).toEqual(["ticket busy"]);
  world.speedUp();
  await late;
  for (const minute of [11, 12, 13, 14, 15, 16]) await world.tick(minute);
  expect(world.mails).toHaveLength(1);
  expect((await world.event()).queue).toBeUndefined();
});

it("sends once when two runs have the same event at the same time", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await Promise.all([world.recorded(), world.recorded(), world.tick(0)]);
  expect(world.mails).toHaveLength(2);
  expect(world.published).toHaveLength(1);
});
