import { expect, it } from "vitest";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { signalWorld } from "./signal-world.ts";

const DAY = 86_400_000;
const { expiresAt } = onboardingOf();
const nearSeconds = (expiresAt - 2 * DAY - BEGUN_AT) / 1000;

async function done(answer: Promise<{ body?: string | undefined }>): Promise<string> {
  return JSON.parse((await answer).body ?? "").done;
}

it("keeps it open for 30 more days, for as many clicks as come at once", async () => {
  const world = await signalWorld();
  const answers = await Promise.all([1, 2, 3].map(() => done(world.post("extend", nearSeconds))));
  expect(answers.sort()).toEqual(["extended", "open-long", "open-long"]);
  expect((await world.now()).expiresAt).toBe(expiresAt + 30 * DAY);
  expect(world.eventTypes()).toEqual(["requested", "extended"]);
});

it("changes nothing while the end is far, once it is cancelled, or over", async () => {
  expect(await done((await signalWorld()).post("extend", 60))).toBe("open-long");
  const cancelled = await signalWorld({ signals: { count: 1, seen: 1, cancelledAt: 1 } });
  expect(await done(cancelled.post("extend", nearSeconds))).toBe("nothing-to-do");
  expect((await (await signalWorld({ status: "expired" })).post("extend")).statusCode).toBe(410);
});

it("leads a browser back to the page", async () => {
  const world = await signalWorld();
  const request = { headers: { accept: "text/html" }, now: expiresAt - DAY };
  const { statusCode, headers } = await world.post("extend", 0, request);
  expect([statusCode, headers?.["location"]]).toEqual([303, `../${world.token}?done=extended`]);
});
