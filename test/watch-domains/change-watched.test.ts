import { expect, it } from "vitest";
import { executionInput, executionName } from "#core/onboarding/onboarding";
import { type Change, readOnboarding } from "#core/onboarding/store";
import { identityDeletedInSes } from "#core/watch/incident-changes";
import { newWatchedDomain, readWatched, stoppedWatchPut } from "#core/watch/watched-domain";
import { changeWatched } from "../../functions/watch-domains/change-watched.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const ready = issuedOf({ status: "ready" });

/** Starts with a watched ready domain. */
async function start() {
  const table = memoryTable();
  await keep(table, ready);
  await table.commit([await newWatchedDomain(table, ready, BEGUN_AT)]);
  const watched = await readWatched(table, ready.identity);
  if (watched === undefined) throw new Error("It is not watched");
  const started: unknown[][] = [];
  const starter = { start: async (...asked: unknown[]) => void started.push(asked) };
  const change = (change: Change | undefined, said: Partial<typeof watched> = {}) =>
    changeWatched({ ...watched, ...said }, { table, starter }, () => change);
  return { table, watched, started, change, read: () => readOnboarding(table, ID) };
}

const LOST = identityDeletedInSes(ready, BEGUN_AT);

it("starts the next attempt of a domain that is lost", async () => {
  const { started, change, read } = await start();
  await change(LOST);
  const lost = await read();
  expect(lost).toMatchObject({ status: "lost", attempt: 2 });
  expect(started).toEqual([[executionName(lost), executionInput(lost)]]);
});

it.each<[string, Change | undefined, number]>([
  ["changes but is not lost", { set: { failingAddresses: ["news@a.example"] } }, ready.version + 1],
  ["does not change", undefined, ready.version],
])("starts no attempt of a domain that %s", async (_, change, version) => {
  const world = await start();
  await world.change(change);
  expect(await world.read()).toMatchObject({ status: "ready", version });
  expect(world.started).toEqual([]);
});

it("leaves a domain whose watch has stopped meanwhile", async () => {
  const { table, watched, started, change, read } = await start();
  await table.commit([stoppedWatchPut(watched)]);
  await change(LOST);
  expect([await read(), started]).toEqual([ready, []]);
});

it("leaves a domain that was never watched", async () => {
  const { started, change, read } = await start();
  await change(LOST, { identity: "other.example" });
  expect([await read(), started]).toEqual([ready, []]);
});
