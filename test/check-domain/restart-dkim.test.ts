import { describe, expect, it } from "vitest";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { CHECK_INTERVALS, SES_WRITE_AFTER_SECONDS } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { approveRecreation } from "#core/verification/approve-recreation";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, TOKENS } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const IDENTITY = "oxfordstones.example";
const MAIL_FROM = `email.${IDENTITY}`;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NEW = ["x", "y", "z"].map((letter) => letter.repeat(32));
const PUT = `restart-dkim signing-attributes ${IDENTITY}`;
const VERIFY = `restart-dkim verify-domain ${IDENTITY}`;

/** Starts after SES gave DKIM up before the records were published; MAIL FROM is verified. */
async function givenUp(said: Partial<Onboarding> = {}) {
  const status = {
    verification: "FAILED",
    dkim: "FAILED",
    mailFrom: "SUCCESS",
    mailFromDomain: MAIL_FROM,
  } as const;
  const started = await startChecking({ ses: { reads: 1, readAt: NOW - DAY, status }, ...said });
  started.ses.identities.set(IDENTITY, { ...status, owner: "oxford", tokens: TOKENS });
  /** Checks once a minute, and returns the calls to SES. */
  const minutes = async (count: number, from = NOW): Promise<string[]> => {
    const before = started.ses.calls.length;
    for (let minute = 0; minute < count; minute += 1) await started.check(from + minute * MINUTE);
    return started.ses.calls.slice(before);
  };
  return { ...started, minutes };
}

describe("DKIM that SES gave up", () => {
  it("is left alone while its records are not right", async () => {
    const { minutes, records, dns } = await givenUp();
    dns.publishAll(records.slice(1));
    expect((await minutes(3)).filter((call) => call.startsWith("restart"))).toEqual([]);
  });

  it("is restarted once its records are right, after one more read of SES's status", async () => {
    const { minutes, publishAll, read } = await givenUp();
    publishAll();
    expect(await minutes(2)).toEqual([`read ${IDENTITY}`, PUT]);
    expect((await read()).ses).toMatchObject({
      status: { dkim: "PENDING" },
      restart: { way: "signing-attributes", outcome: "started", tokensBefore: TOKENS, tokensAfter: TOKENS },
    });
  });

  it("is restarted within a minute where MAIL FROM is set first", async () => {
    const status = { verification: "FAILED", dkim: "FAILED" } as const;
    const { check, publishAll, ses } = await givenUp({ ses: { reads: 1, readAt: NOW - DAY, status } });
    publishAll();
    const first = await check(NOW);
    const second = await check(NOW + first.waitSeconds * 1000);
    await check(NOW + MINUTE);
    expect(ses.calls).toEqual([`set-mail-from ${IDENTITY} ${MAIL_FROM}`, `read ${IDENTITY}`, PUT]);
    expect([first.waitSeconds, second.waitSeconds]).toEqual([
      SES_WRITE_AFTER_SECONDS,
      SES_WRITE_AFTER_SECONDS,
    ]);
  });

  it("is not restarted while SES still checks after a restart by another person", async () => {
    const { minutes, publishAll, ses } = await givenUp();
    const known = ses.identities.get(IDENTITY);
    if (known !== undefined) ses.identities.set(IDENTITY, { ...known, dkim: "PENDING" });
    publishAll();
    expect(await minutes(3)).toEqual(Array(3).fill(`read ${IDENTITY}`));
  });

  it("leads to a verified domain without any action of a person", async () => {
    const { minutes, publishAll, ses, check } = await givenUp();
    publishAll();
    await minutes(2);
    ses.verify(IDENTITY);
    expect((await check(NOW + 5 * MINUTE)).decision).toBe("verified");
  });

  it("is checked as quickly as SES checks, once it was restarted", async () => {
    const { check, publishAll } = await givenUp({
      schedule: { awaited: "ses", tries: 9, nextCheckAt: NOW },
    });
    publishAll();
    expect((await check(NOW)).waitSeconds).toBe(SES_WRITE_AFTER_SECONDS);
    expect((await check(NOW + MINUTE)).waitSeconds).toBeLessThanOrEqual(CHECK_INTERVALS.ses[0]);
  });
});

describe("each way to restart", () => {
  it("leaves the schedule as it is where SES refuses", async () => {
    const { minutes, publishAll, ses, read } = await givenUp({
      schedule: { awaited: "ses", tries: 9, nextCheckAt: NOW },
    });
    ses.restarts = "refused";
    publishAll();
    await minutes(3);
    expect((await read()).schedule.tries).toBe(12);
  });

  it.each<[string, "refused" | { dkim: "FAILED" }]>([
    ["refuses", "refused"],
    ["takes without effect", { dkim: "FAILED" }],
  ])("is tried once where SES %s, then operations decide", async (_, restarts) => {
    const { minutes, publishAll, ses, events } = await givenUp();
    ses.restarts = restarts;
    publishAll();
    const calls = await minutes(6);
    expect(calls.filter((call) => call.startsWith("restart"))).toEqual([PUT, VERIFY]);
    expect(events()).toEqual(["requested", "dkim_stuck"]);
  });

  it("is tried again when the records become right again, and once for each such time", async () => {
    const { minutes, publishAll, ses, dns, records } = await givenUp();
    ses.restarts = "refused";
    publishAll();
    await minutes(5);
    if (records[0]) dns.silence(records[0]);
    expect(await minutes(2, NOW + 10 * MINUTE)).toEqual([]);
    publishAll();
    expect((await minutes(2, NOW + 20 * MINUTE)).filter((call) => call.startsWith("restart"))).toEqual([]);
    if (records[0]) dns.withdraw(records[0]);
    await minutes(1, NOW + 30 * MINUTE);
    publishAll();
    const calls = await minutes(4, NOW + 40 * MINUTE);
    expect(calls.filter((call) => call.startsWith("restart"))).toEqual([PUT, VERIFY]);
  });

  it("waits for its slot of the SES budget", async () => {
    const { check, publishAll, ses, budget } = await givenUp();
    publishAll();
    await check(NOW);
    budget.take = async (now) => now + 7000;
    expect(await check(NOW + MINUTE)).toEqual({ decision: "waiting", waitSeconds: 7 });
    expect(ses.calls).toEqual([`read ${IDENTITY}`]);
  });
});

describe("tokens that changed", () => {
  it("by a restart are sent to the customer with the three new records", async () => {
    const { check, tells, publishAll, ses, read } = await givenUp();
    ses.restarts = { tokens: NEW };
    publishAll();
    await check(NOW);
    expect(await tells(NOW + MINUTE)).toBe(true);
    const after = await read();
    expect(after).toMatchObject({
      recordsVersion: 2,
      notifiedRecordsVersion: 2,
      replacedRecords: ["dkim"],
      dkim: { tokens: NEW },
    });
    expect(after.records.map(({ name }) => name)).toEqual([
      ...NEW.map((token) => `${token}._domainkey.${IDENTITY}`),
      MAIL_FROM,
      MAIL_FROM,
    ]);
    expect(after.records[0]?.value).toBe(`${NEW[0]}.dkim.amazonses.com`);
    expect(after.ses.restart).toMatchObject({ tokensBefore: TOKENS, tokensAfter: NEW });
  });

  it("that Sendworthy did not cause are noticed when SES is read", async () => {
    const { tells, publishAll, ses, read } = await givenUp();
    const known = ses.identities.get(IDENTITY);
    if (known !== undefined) ses.identities.set(IDENTITY, { ...known, dkim: "PENDING", tokens: NEW });
    publishAll();
    expect(await tells(NOW)).toBe(true);
    expect((await read()).dkim?.tokens).toEqual(NEW);
  });
});

describe("an operator's approval to delete and recreate the identity", () => {
  async function stuck() {
    const world = await givenUp();
    world.ses.restarts = "refused";
    world.publishAll();
    await world.minutes(4);
    const approve = (now = NOW + 4 * MINUTE) =>
      changeOnboarding(world.table, ID, (current) => approveRecreation(current, now, "operator"));
    return { ...world, approve };
  }

  it("counts only after every other way was tried, and once for each time that the records become right", async () => {
    const { approve, read, table } = await stuck();
    const before = await read();
    expect((await approve()).recreation).toEqual({
      approvedAt: NOW + 4 * MINUTE,
      by: "operator",
      rightSince: before.ses.dkimRightSince,
    });
    const approved = table.items();
    await approve();
    expect(table.items()).toEqual(approved);
    const early = await givenUp();
    await changeOnboarding(early.table, ID, (current) => approveRecreation(current, NOW, "operator"));
    expect(await early.read()).not.toHaveProperty("recreation");
  });

  it("resumes the execution, which records the identity's settings before it recreates it", async () => {
    const { approve, minutes, read, ses } = await stuck();
    ses.belongs = { tags: [{ key: "sendworthy:owner", value: "oxford" }], tenants: ["oxford"] };
    expect(hasUnseenSignal(await approve())).toBe(true);
    expect(await minutes(1, NOW + 5 * MINUTE)).toEqual([`belongings ${IDENTITY}`]);
    expect((await read()).ses.settingsToRestore).toEqual(ses.belongs);
    expect(await minutes(1, NOW + 6 * MINUTE)).toEqual([`recreate ${IDENTITY}`]);
    expect((await read()).ses.restart).toMatchObject({ way: "recreate", outcome: "started" });
    expect(await minutes(1, NOW + 7 * MINUTE)).toEqual([`set-mail-from ${IDENTITY} ${MAIL_FROM}`]);
  });

  it("waits while SES still checks MAIL FROM, and never deletes an identity that sends", async () => {
    for (const status of [{ mailFrom: "PENDING" }, { verification: "SUCCESS" }] as const) {
      const { approve, minutes, ses } = await stuck();
      ses.identities.set(IDENTITY, { ...found(ses.identities.get(IDENTITY)), ...status });
      await minutes(1, NOW + 4 * MINUTE);
      await approve(NOW + 5 * MINUTE);
      expect(await minutes(2, NOW + 6 * MINUTE)).toEqual(Array(2).fill(`read ${IDENTITY}`));
    }
  });

  it("is carried out to the end, although the records went missing meanwhile", async () => {
    const { approve, minutes, dns, records } = await stuck();
    await approve();
    await minutes(1, NOW + 5 * MINUTE);
    for (const record of records) dns.withdraw(record);
    expect(await minutes(1, NOW + 6 * MINUTE)).toEqual([`recreate ${IDENTITY}`]);
  });

  it("leaves an identity alone that has settings which can't be restored, and notifies operations", async () => {
    const { approve, minutes, ses, events } = await stuck();
    ses.belongs = "refused";
    await approve();
    expect(await minutes(3, NOW + 5 * MINUTE)).toEqual([
      `belongings ${IDENTITY}`,
      ...Array(2).fill(`read ${IDENTITY}`),
    ]);
    expect(events().slice(1)).toEqual(["dkim_stuck", "recreation_approved", "dkim_stuck"]);
  });
});

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("SES does not know it");
  return value;
}
