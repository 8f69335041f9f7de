import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { lossOf } from "#core/instructions/loss";
import { setupPhase } from "#core/instructions/setup-phase";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import { readProject } from "#core/projects/project";
import { checkMailFroms } from "../../functions/examine-deployment/checks/mail-from.ts";
import { createSlots } from "../../functions/watch-domains/slots.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { lastLetter, startWatchWorld } from "./watch-world.ts";

it("notifies at once that SES misses records, with the hours left", async () => {
  const world = await startWatchWorld();
  await world.hours(1.1);
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.hours(1.1);
  expect(world.told()).toEqual(["domain_degraded"]);
  expect(await lastLetter(world)).toContain("72 hours are left");
});

it("waits for the turn of a zone that was checked a moment ago, so that the message says what is wrong", async () => {
  const world = await startWatchWorld({ turnMilliseconds: ZONE_TURN_MS });
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.turns.take("oxfordstones.example", BEGUN_AT);
  await world.hours(0.01);
  expect(lossOf(await world.read())).toMatchObject({ right: 5, checkedAt: BEGUN_AT + ZONE_TURN_MS });
});

it("does not wait for ever where many domains of one zone break together", async () => {
  const turns = fakeTurns(ZONE_TURN_MS);
  const waits: number[] = [];
  const pause = async (ms: number) => void waits.push(ms);
  const { turnOf } = createSlots(0, { budget: fakeBudget(0), turns, pause }, { waitMs: 0 });
  const got = [];
  for (let count = 0; count < 20; count += 1) got.push(await turnOf("oxfordstones.example"));
  expect(got.filter((at) => at !== undefined)).toEqual([0, 3000, 6000, 9000, 12000, 15000, 18000, 21000]);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(21_000);
});

it("names the next check of the watch, not one of the set-up", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.hours(0.1);
  expect(world.told()).toEqual(["domain_degraded"]);
  const { lastCheck, schedule } = await world.read();
  expect(schedule.nextCheckAt - (lastCheck?.at ?? 0)).toBe(3_600_000);
});

it("notifies once, and once more when it is over", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE" };
  await world.hours(24);
  expect(world.told("customer")).toEqual(["domain_degraded"]);
  world.said = { ...world.said, mailFrom: "SUCCESS" };
  await world.hours(24);
  expect(world.told("customer")).toEqual(["domain_degraded", "domain_recovered"]);
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE" };
  await world.hours(24);
  expect(world.told("customer")).toEqual(["domain_degraded", "domain_recovered", "domain_degraded"]);
  expect(new Set(world.noticeIds()).size).toBe(world.noticeIds().length);
});

it("reports each thing that SES misses, and recovery once all is found", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE" };
  await world.hours(1.1);
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.hours(1.1);
  world.said = { ...world.said, dkim: "SUCCESS" };
  await world.hours(1.1);
  expect(world.told()).toEqual(["domain_degraded", "domain_degraded"]);
  world.said = { ...world.said, mailFrom: "SUCCESS" };
  await world.hours(1.1);
  expect(world.told().at(-1)).toBe("domain_recovered");
});

it("checks the DNS at once if SES misses a record, and every hour until it is found", async () => {
  const world = await startWatchWorld();
  await world.hours(1);
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.hours(1);
  expect(world.dns.looks()).toBeGreaterThanOrEqual(1);
  await world.hours(10);
  expect(world.dns.looks()).toBeGreaterThanOrEqual(10);
});

it("reads only the watch entry of a domain for which SES finds all records", async () => {
  const world = await startWatchWorld();
  const read: string[] = [];
  const { get } = world.table;
  world.table.get = (key) => {
    read.push(key.sk);
    return get(key);
  };
  await world.hours(2);
  // The pass and the paused tenants are one item each for the whole account.
  expect(new Set(read)).toEqual(new Set(["pass", "tenants", "watch"]));
});

it("has SES send with its own MAIL FROM domain, where mail would be refused", async () => {
  const world = await startWatchWorld();
  const { mailFromDomain } = world.said;
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE", rejectsOnMxFailure: true };
  await world.hours(0.5);
  expect(world.sesCalls).toEqual([`set-mail-from ${world.said.identity} ${mailFromDomain}`]);
});

it("reports what SES misses also where the call to SES fails, and tries the call again", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE", rejectsOnMxFailure: true };
  world.failSes(new TransientServiceError("Throttling"));
  await world.hours(0.5);
  expect(world.told()).toEqual(["domain_degraded"]);
  await world.hours(1);
  expect(world.sesCalls).toHaveLength(2);
});

it("lets mail be refused for want of the MX where a deployer asked for that", async () => {
  const world = await startWatchWorld();
  const { project, owner, identity, mailFrom } = await world.read();
  const domain = { identity, mailFrom, onboardingId: "onb_0", fromAddresses: [], rejectsOnMxFailure: true };
  const { replaceWith } = await readProject(world.table, project);
  await world.table.commit([
    replaceWith({ project, owner, platform: "ses", requesters: [], domains: [domain] }),
  ]);
  world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE", rejectsOnMxFailure: true };
  await world.hours(0.5);
  expect(world.sesCalls).toEqual([]);
});

it("does not change a MAIL FROM domain that Sendworthy did not set, and notifies operations", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, mailFromDomain: "x.example", mailFrom: "FAILED", rejectsOnMxFailure: true };
  await world.hours(1.1);
  expect([world.sesCalls, world.told()]).toEqual([[], ["mail_from_differs"]]);
  expect(world.told("customer")).toEqual([]);
});

it("reports another MAIL FROM domain once, doctor finds it, and both notice that it was set back", async () => {
  const world = await startWatchWorld();
  const { mailFromDomain } = world.said;
  await world.hours(2);
  expect(await checkMailFroms(world.table)).toMatchObject([{ state: "ok" }]);
  world.said = { ...world.said, mailFromDomain: "x.example" };
  await world.hours(30);
  expect(world.told()).toEqual(["mail_from_differs"]);
  expect(await checkMailFroms(world.table)).toMatchObject([
    { state: "problem", said: expect.stringMatching(`SES has x.example.*${mailFromDomain}$`) },
  ]);
  world.said = { ...world.said, mailFromDomain };
  await world.hours(30);
  expect(await checkMailFroms(world.table)).toMatchObject([{ state: "ok" }]);
  expect(world.told()).toEqual(["mail_from_differs"]);
});

it("sends a domain that SES has given up through the machine again", async () => {
  const world = await startWatchWorld();
  world.said = { ...world.said, dkim: "FAILED" };
  await world.hours(2);
  expect(world.told()).toEqual(["domain_lost"]);
  expect(await lastLetter(world)).toContain("Amazon does not sign mail from");
  expect(await world.read()).toMatchObject({ status: "lost", attempt: 2 });
});

it("sends a domain with a deleted identity through the state machine, which notifies operations why", async () => {
  const world = await startWatchWorld();
  await world.hours(100);
  expect(await world.read()).toMatchObject({ status: "ready", attempt: 1 });
  world.isDeleted = true;
  await world.hours(24);
  expect((await world.read()).status).toBe("ready");
  await world.hours(72);
  expect(await world.read()).toMatchObject({ status: "lost", attempt: 2, queue: "open" });
  expect(world.started).toEqual([`${(await world.read()).onboardingId}-2`]);
  const heard = ["customer", "ticket", "ops", "platform"].map((recipient) => world.told(recipient));
  expect(heard).toEqual([[], [], [], ["requested", "domain_lost"]]);
});

it("counts a domain that no pass has read as one that SES still has", async () => {
  const world = await startWatchWorld({ slotMilliseconds: 600_000 });
  await world.hours(10 * 24);
  expect(await world.read()).toMatchObject({ status: "ready", attempt: 1 });
});

it("leaves the SES budget to onboardings that wait for it", async () => {
  const world = await startWatchWorld({ slotMilliseconds: 60_000 });
  world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
  await world.hours(0.25);
  expect(world.told()).toEqual([]);
});

describe("in a large account", () => {
  async function largeWorld() {
    const world = await startWatchWorld();
    world.others = Array.from({ length: 900 }, (_, index) => `d${index}.example`);
    await world.hours(9);
    return world;
  }

  it("notifies within an hour of what the list says that SES misses", async () => {
    const world = await largeWorld();
    world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
    await world.hours(1.1);
    expect(world.told()).toEqual(["domain_degraded"]);
    world.said = { ...world.said, dkim: "SUCCESS" };
    await world.hours(2.2);
    expect(world.told()).toEqual(["domain_degraded", "domain_recovered"]);
  });

  it("notifies within eight hours of what the list does not say", async () => {
    const world = await largeWorld();
    world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE" };
    await world.hours(8.1);
    expect(world.told()).toEqual(["domain_degraded"]);
    world.said = { ...world.said, mailFrom: "SUCCESS" };
    await world.hours(1.1);
    expect(world.told()).toEqual(["domain_degraded", "domain_recovered"]);
  });

  it("reads SES at once where DNS has lost a record", async () => {
    const world = await largeWorld();
    const mx = (await world.read()).records.find(({ type }) => type === "MX");
    if (mx !== undefined) world.dns.withdraw(mx);
    world.said = { ...world.said, mailFrom: "TEMPORARY_FAILURE" };
    await world.checkNow(0);
    expect(world.told()).toEqual([]);
    await world.hours(1.1);
    expect(world.told()).toEqual(["domain_degraded"]);
  });
});

describe("what people see after SES misses records", () => {
  it("is a check of that moment, so that no right record is called missing", async () => {
    const world = await startWatchWorld();
    const [dkim] = (await world.read()).records;
    await world.hours(1.1);
    if (dkim !== undefined) world.dns.withdraw(dkim);
    world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
    await world.hours(1);
    const loss = lossOf(await world.read());
    expect(loss).toMatchObject({ right: 4, total: 5 });
    expect(loss?.wrong.map(({ record }) => record.name)).toEqual([dkim?.name]);
    const letter = await lastLetter(world);
    expect(letter).toContain("4 of 5 DNS records are right");
    expect(letter).not.toContain((await world.read()).records[1]?.name ?? "-");
  });

  it("follows each check until all is right, and keeps no wrong record after the recovery", async () => {
    const world = await startWatchWorld();
    const [dkim] = (await world.read()).records;
    if (dkim === undefined) throw new Error("There are five records");
    world.dns.withdraw(dkim);
    world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
    await world.hours(1);
    world.dns.publishAll([dkim]);
    await world.hours(1.1);
    expect(setupPhase(await world.read())).toBe("found");
    world.said = { ...world.said, dkim: "SUCCESS" };
    await world.hours(1.1);
    expect(setupPhase(await world.read())).toBe("ready");
    expect((await world.read()).lastCheck?.records.every(({ state }) => state === "right")).toBe(true);
  });

  it("is checked at once by request, outside the schedule", async () => {
    const world = await startWatchWorld();
    world.said = { ...world.said, dkim: "TEMPORARY_FAILURE" };
    await world.hours(0.1);
    const before = (await world.read()).lastCheck?.at ?? 0;
    await world.checkNow(60_000);
    expect((await world.read()).lastCheck?.at).toBeGreaterThan(before);
  });
});
