import { expect, it } from "vitest";
import { repairOnboardings } from "../../functions/repair-onboardings/repair-onboardings.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { BEGUN_AT, RECORDS } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { lastLetter, startWatchWorld } from "./watch-world.ts";

const [dkim, , , mx] = RECORDS;
if (dkim === undefined || mx === undefined) throw new Error("There are five records");

it("reports nothing while all is right, and checks about once a day", async () => {
  const world = await startWatchWorld();
  await world.hours(10 * 24);
  expect(world.told()).toEqual([]);
  expect(world.dns.looks()).toBeGreaterThanOrEqual(9);
  expect(world.dns.looks()).toBeLessThanOrEqual(12);
});

it("reports a record that is gone for hours, once, and starts another execution for the domain", async () => {
  const world = await startWatchWorld();
  await world.hours(26);
  const { rightAt } = (await world.watched())?.records[0] ?? {};
  world.dns.withdraw(dkim);
  await world.hours(72);
  expect(world.told()).toEqual(["domain_lost"]);
  expect(world.noticeIds()).toContain(`${ID}/domain_lost/2/customer`);
  expect(world.started).toEqual([`${ID}-2`]);
  const { name, type } = dkim;
  expect(await world.read()).toMatchObject({
    status: "lost",
    attempt: 2,
    queue: "open",
    ses: { reads: 0 },
    incident: { records: [{ name, type, rightAt }] },
  });
  expect((await world.watched())?.queue).toBeUndefined();
});

it("leaves to the repair schedule what it could not start, and reports it once", async () => {
  const world = await startWatchWorld();
  world.incident = new Error("died");
  world.dns.withdraw(mx);
  await world.hours(48);
  expect(world.told()).toEqual(["domain_lost"]);
  const stepFunctions = fakeStepFunctions();
  const { dueAt = 0 } = await world.read();
  await repairOnboardings(
    { time: dueAt },
    { table: world.table, queue: world.table, starter: stepFunctions, executions: stepFunctions },
  );
  expect([...stepFunctions.executions.keys()]).toEqual([`${ID}-2`]);
});

it("reports no record that comes back within hours", async () => {
  const world = await startWatchWorld();
  world.dns.withdraw(mx);
  while ((await world.watched())?.records[3]?.bad === undefined) await world.hours(1);
  await world.hours(1);
  world.dns.publish(mx);
  await world.hours(48);
  expect(world.told()).toEqual([]);
  expect((await world.watched())?.records[3]?.bad).toBeUndefined();
});

it.each(["timeout", "servfail", "refused"] as const)("never takes %s for an absence", async (reason) => {
  const world = await startWatchWorld();
  for (const record of RECORDS) world.dns.silence(record, reason);
  await world.hours(14 * 24);
  expect(world.told()).toEqual([]);
  expect(await world.read()).toMatchObject({ status: "ready", attempt: 1 });
});

it("names the name servers to which a zone moved when it lost its records", async () => {
  const world = await startWatchWorld();
  await world.hours(30);
  world.alter = (sighting) => ({
    ...sighting,
    nameServers: ["kay.ns.cloudflare.com", "lou.ns.cloudflare.com"],
  });
  world.dns.withdraw(dkim);
  await world.hours(30);
  // Both servers have not been asked yet, because the declared DNS has only one.
  expect(world.told()).toEqual([]);
  world.alter = (sighting) => ({ ...sighting, nameServers: ["kay.ns.cloudflare.com"] });
  await world.hours(2);
  expect(world.told()).toEqual(["domain_lost"]);
  const { incident } = await world.read();
  expect(incident?.moved).toEqual({ from: ["ns1.example"], to: ["kay.ns.cloudflare.com"] });
  expect(await lastLetter(world)).toMatch(/to kay\.ns\.cloudflare\.com[\s\S]*at Cloudflare/);
});

it("reports a domain that is gone as a whole", async () => {
  const world = await startWatchWorld();
  const answer = { kind: "absent", nxdomain: true, negativeTtl: 300 } as const;
  const recursive = [{ server: "192.0.2.1", address: "192.0.2.1", answer }];
  world.alter = (sighting) => ({
    ...sighting,
    zoneExists: "no",
    nameServers: [],
    authoritative: [],
    recursive,
  });
  await world.hours(30);
  expect(world.told()).toEqual(["domain_lost"]);
  expect((await world.read()).incident?.records).toHaveLength(5);
});

it("continues with other domains if one cannot be checked", async () => {
  const world = await startWatchWorld();
  const { dueAt = 0 } = (await world.watched()) ?? {};
  const broken = { pk: "watch#broken.example", sk: "watch", version: 1, queue: "watched", dueAt };
  await world.table.commit([{ item: broken, expectedVersion: undefined }]);
  await world.hours((dueAt - BEGUN_AT) / 3_600_000 + 0.1);
  expect(world.dns.looks()).toBe(1);
});
