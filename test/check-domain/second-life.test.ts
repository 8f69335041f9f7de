import { expect, it } from "vitest";
import { lossOf } from "#core/instructions/loss";
import { confirm } from "#core/onboarding/changes/signals";
import { onboardingEvent } from "#core/onboarding/event";
import { changeOnboarding } from "#core/onboarding/store";
import { afterSesStatus, loseDomain } from "#core/watch/incident-changes";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const HOUR = 3_600_000;

type World = Awaited<ReturnType<typeof startChecking>>;

/** Goes from a confirmation to ready, in three checks. */
async function live({ table, ses, read, check }: World, beginning: number, attempt: number): Promise<void> {
  await changeOnboarding(table, ID, (current) => confirm(current, beginning));
  for (const hour of [1, 2, 3]) {
    ses.verify((await read()).identity);
    await check(beginning + hour * HOUR, 0, table, attempt);
  }
  expect((await read()).status).toBe("verified");
  for (const transition of ["configure", "complete"] as const)
    await changeOnboarding(table, ID, () => ({ transition }));
}

it("notifies the platform of the confirmation and of each verification, with an id for each", async () => {
  const world = await startChecking();
  const { table, publishAll } = world;
  publishAll();
  await live(world, NOW, 1);
  await changeOnboarding(table, ID, (current) => loseDomain(current, { records: [] }, NOW + 100 * HOUR));
  await live(world, NOW + 101 * HOUR, 2);

  const told = table
    .items()
    .flatMap((item) => (item.sk.startsWith("event#") ? onboardingEvent.parse(item) : []));
  // A lost domain stays lost until SES has verified it, so a confirmation of the customer only requests a
  // check.
  expect(told.filter(({ type }) => type === "confirmed")).toHaveLength(1);
  expect(told.filter(({ type }) => type === "verified")).toHaveLength(2);
  const ids = told.flatMap(({ notices }) => notices.map(({ noticeId }) => noticeId));
  expect(new Set(ids).size).toBe(ids.length);
});

it("reports a record that is gone once, and reminds of it in time", async () => {
  const world = await startChecking();
  const { table, dns, records, publishAll, check, events } = world;
  publishAll();
  await live(world, NOW, 1);
  const [dkim, , , mx] = records;
  if (dkim === undefined || mx === undefined) throw new Error("There are five records");
  dns.withdraw(dkim);
  const lostAt = NOW + 100 * HOUR;
  await changeOnboarding(table, ID, (current) => loseDomain(current, { records: [dkim] }, lostAt));
  const before = events().length;
  const look = async (hour: number): Promise<void> => {
    const now = lostAt + hour * HOUR;
    await check(now, 0, table, 2);
  };
  for (const hour of [0, 1, 25, 49, 73, 97]) await look(hour);
  expect(events().slice(before)).toEqual(["reminded"]);
  // The loss of another record is reported.
  dns.withdraw(mx);
  await look(121);
  expect(events().at(-1)).toBe("records_wrong");
});

it("hears at once that SES stopped looking for lost records, and counts the part as stopped", async () => {
  const world = await startChecking();
  const { table, dns, ses, records, publishAll, check, read } = world;
  publishAll();
  await live(world, NOW, 1);
  const [dkim] = records;
  if (dkim === undefined) throw new Error("There are five records");
  dns.withdraw(dkim);
  const missedAt = NOW + 100 * HOUR;
  const givesUpAt = missedAt + 72 * HOUR;
  const missed = [{ subject: "dkim", status: "TEMPORARY_FAILURE" }] as const;
  await changeOnboarding(table, ID, (current) => afterSesStatus(current, missed, missedAt));
  const lostAt = missedAt + 3 * HOUR;
  await changeOnboarding(table, ID, (current) => loseDomain(current, { records: [dkim] }, lostAt));
  let now = lostAt;
  while (now < givesUpAt) {
    expect(lossOf(await read())).toMatchObject({ deadlines: [{ part: "dkim", at: givesUpAt }], stopped: [] });
    const { waitSeconds } = await check(now, 0, table, 2);
    now += waitSeconds * 1000;
  }
  expect(now - givesUpAt).toBeLessThanOrEqual(5 * 60_000);
  const identity = ses.identities.get((await read()).identity);
  if (identity === undefined) throw new Error("SES knows the identity");
  ses.identities.set((await read()).identity, { ...identity, verification: "FAILED", dkim: "FAILED" });
  await check(now, 0, table, 2);
  expect(lossOf(await read())).toMatchObject({ deadlines: [], stopped: ["dkim"] });
});
