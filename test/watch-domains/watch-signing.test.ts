import { expect, it } from "vitest";
import { ownIdentity } from "#core/projects/from-addresses/own-identities";
import { startWatchWorld, type WatchWorld } from "./watch-world.ts";

/** Starts with a ready domain whose DKIM signing is switched off in SES after some hours. */
async function unsigned(signingOff: "made-here" | "made-by-hand"): Promise<WatchWorld> {
  const world = await startWatchWorld();
  await world.hours(2);
  const { identity, dkim } = world.said;
  world.identities.set(identity, { owner: "oxford", verification: "SUCCESS", dkim, signingOff });
  world.said = { ...world.said, isSigning: false };
  await world.hours(1.1);
  return world;
}

it("switches signing on again where Sendworthy made the identity", async () => {
  const world = await unsigned("made-here");
  expect(world.sesCalls).toContain(`enable-signing ${world.said.identity}`);
  expect(world.told()).toEqual([]);
});

it("notifies operations, once, where the identity was made by hand, and leaves it as it is", async () => {
  const world = await unsigned("made-by-hand");
  await world.hours(30);
  expect(world.sesCalls).not.toContain(`enable-signing ${world.said.identity}`);
  expect(world.told()).toEqual(["signing_disabled"]);
  expect(world.told("customer")).toEqual([]);
  expect(await world.read()).toMatchObject({
    status: "ready",
    ses: { status: { signingOff: "made-by-hand" } },
  });
  expect(ownIdentity(await world.read()).isUnsigned).toBe(true);
});

it("notices that it was switched on again, and notifies of the next time", async () => {
  const world = await unsigned("made-by-hand");
  world.said = { ...world.said, isSigning: true };
  await world.hours(3);
  expect((await world.read()).ses.status).not.toHaveProperty("signingOff");
  expect(ownIdentity(await world.read())).not.toHaveProperty("isUnsigned");
  world.said = { ...world.said, isSigning: false };
  await world.hours(3);
  expect(world.told()).toEqual(["signing_disabled", "signing_disabled"]);
});
