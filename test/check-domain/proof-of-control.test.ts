import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { challengeRecord } from "#core/onboarding/challenge";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf, recordsFor, TOKEN } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const { identity: IDENTITY, mailFrom: MAIL_FROM, owner: OWNER } = issuedOf();
const CHALLENGE = challengeRecord(IDENTITY, TOKEN);
const RIVAL = "onb_rival";
const ownership = { token: TOKEN, because: "contested", requestedAt: NOW } as const;
const VERIFIED = {
  reads: 1,
  readAt: NOW,
  status: { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS", mailFromDomain: MAIL_FROM },
} as const;

/** An onboarding that has to prove control of its domain, and a rival that has reserved the same names. */
async function startContest(said: Partial<Onboarding> = {}, rival: Partial<Onboarding> = {}) {
  const started = await startChecking({ ownership, records: [CHALLENGE, ...recordsFor()], ...said });
  const { table } = started;
  await keep(table, onboardingOf({ onboardingId: RIVAL, owner: "cambridge", ...rival }));
  const claims = await readClaims(table, IDENTITY);
  const names = [IDENTITY, MAIL_FROM];
  const entries = reserve(reserve([], ID, OWNER, names), RIVAL, "cambridge", names);
  await table.commit([claims.replaceWith(entries)]);
  return {
    ...started,
    claims: async () =>
      (await readClaims(table, IDENTITY)).entries.map(({ owner, name, state }) => [owner, name, state]),
    rival: () => readOnboarding(table, RIVAL),
  };
}

/** An onboarding with contested names before the proof: SES has no identity. */
const ALONE = { records: [CHALLENGE], dkim: undefined, ses: { reads: 0 } };

describe("the challenge at the name servers", () => {
  it("makes the names their owner's, and the identity is made", async () => {
    const { dns, ses, check, read, claims } = await startContest(ALONE);
    dns.publish(CHALLENGE);
    expect(await check()).toEqual({ decision: "proved", waitSeconds: 60 });
    expect(await read()).toMatchObject({ ownership: { provedAt: NOW }, records: [] });
    expect(await claims()).toEqual([
      [OWNER, IDENTITY, "proved"],
      [OWNER, MAIL_FROM, "proved"],
    ]);
    expect(ses.calls).toEqual([]);
  });

  it("closes the rival in the same transaction, for a reason that does not reveal the winner", async () => {
    const { table, dns, check, rival, events } = await startContest(ALONE, { dkim: issuedOf().dkim });
    dns.publish(CHALLENGE);
    await expect(check(NOW, 0, crashingTable(table, { nth: 1, when: "before" }))).rejects.toThrow(Crash);
    expect((await rival()).status).toBe("records_issued");
    expect((await check()).decision).toBe("proved");
    expect(await rival()).toMatchObject({ status: "cancelled", closedBecause: "control-not-proved" });
    expect(JSON.stringify(await rival())).not.toContain(ID);
    expect(events()).toEqual(expect.arrayContaining(["cancelled", "control_proved"]));
    expect(await table.get({ pk: RIVAL, sk: "cleanup" })).toMatchObject({ queue: "cleanup" });
  });

  it("leads to the next state also if the process died after the write", async () => {
    const { table, dns, check } = await startContest(ALONE);
    dns.publish(CHALLENGE);
    await expect(check(NOW, 0, crashingTable(table, { nth: 1, when: "after" }))).rejects.toThrow(Crash);
    expect((await check()).decision).toBe("proved");
  });

  it.each(["held", "requested", "confirmed", "failed"] as const)(
    "closes a rival that is %s",
    async (status) => {
      const { dns, check, rival } = await startContest(ALONE, { status });
      dns.publish(CHALLENGE);
      await check();
      expect((await rival()).status).toBe("cancelled");
    },
  );

  it.each(["cancelled", "expired"] as const)(
    "makes the names their owner's, and leaves a rival that is %s as it is",
    async (status) => {
      const { dns, check, claims, rival } = await startContest(ALONE, { status });
      dns.publish(CHALLENGE);
      const before = await rival();
      expect((await check()).decision).toBe("proved");
      expect(await rival()).toEqual(before);
      expect((await claims()).map(([owner]) => owner)).toEqual([OWNER, OWNER]);
    },
  );

  it("proves nothing with another token", async () => {
    const { dns, check, read, rival } = await startContest(ALONE);
    dns.publish(CHALLENGE, `sendworthy-proof=${"f".repeat(40)}`);
    expect((await check()).decision).toBe("waiting");
    expect((await read()).ownership).toEqual(ownership);
    expect((await rival()).status).toBe("records_issued");
  });

  it("proves nothing while the name servers do not answer", async () => {
    const { dns, check, read } = await startContest(ALONE);
    dns.silence(CHALLENGE);
    expect((await check()).decision).toBe("waiting");
    expect((await read()).ownership).toEqual(ownership);
  });

  it("proves nothing through a CNAME, because the owner of its target need not own the domain", async () => {
    const { dns, tells, read } = await startContest(ALONE);
    dns.publish(CHALLENGE);
    dns.alias(CHALLENGE, "challenge.saas.example");
    expect(await tells()).toBe(true);
    expect((await read()).ownership).toEqual(ownership);
    expect((await read()).lastCheck?.records[0]).toMatchObject({
      state: "wrong",
      seen: ["challenge.saas.example"],
    });
  });

  it("comes too late for names that another owner has proved", async () => {
    const { table, dns, check, read, rival } = await startContest(ALONE);
    const claims = await readClaims(table, IDENTITY);
    await table.commit(claims.prove(RIVAL));
    dns.publish(CHALLENGE);
    expect((await check()).decision).toBe("waiting");
    expect((await read()).ownership).toEqual(ownership);
    expect((await read()).lastCheck?.records).toMatchObject([{ record: CHALLENGE, state: "right" }]);
    expect((await rival()).status).toBe("records_issued");
  });

  it("proves nothing again if another check has saved the proof meanwhile", async () => {
    const { dns, check, table, read, events } = await startContest(ALONE);
    dns.publish(CHALLENGE);
    const proved = { ...ownership, provedAt: NOW - 1 };
    dns.meanwhile(() => changeOnboarding(table, ID, () => ({ set: { ownership: proved, records: [] } })));
    expect((await check()).decision).toBe("proved");
    expect((await read()).ownership).toEqual(proved);
    expect(events()).not.toContain("control_proved");
  });
});

it("leads back to SES without an identity: the wait for a slot was not refused in time", async () => {
  const { check, ses } = await startChecking({ records: [], dkim: undefined, ses: { reads: 0 } });
  expect(await check()).toEqual({ decision: "proved", waitSeconds: 60 });
  expect(ses.calls).toEqual([]);
});

describe("until control is proved", () => {
  it("nothing is verified, and no milestone is announced, whatever SES says", async () => {
    const { dns, check, read, events } = await startContest({ ses: VERIFIED });
    dns.publishAll(recordsFor());
    expect((await check()).decision).toBe("waiting");
    expect((await read()).status).toBe("records_issued");
    expect(await read()).not.toHaveProperty("dkimVerifiedAt");
    expect(events()).not.toContain("dkim_verified");
  });

  it("then all is verified at the same check", async () => {
    const { dns, check, read, claims } = await startContest({ ses: VERIFIED });
    dns.publishAll([CHALLENGE, ...recordsFor()]);
    expect((await check()).decision).toBe("verified");
    const after = await read();
    expect(after).toMatchObject({ status: "verified", dkimVerifiedAt: NOW, records: recordsFor() });
    expect(after.lastCheck?.records.map(({ record }) => record)).toEqual(recordsFor());
    expect((await claims()).every(([owner, , state]) => owner === OWNER && state === "proved")).toBe(true);
  });
});

it("proves an uncontested claim by DKIM that was verified here", async () => {
  const { dns, table, check } = await startChecking({ ses: VERIFIED });
  const claims = await readClaims(table, IDENTITY);
  await table.commit([claims.replaceWith(reserve([], ID, OWNER, [IDENTITY, MAIL_FROM]))]);
  dns.publishAll(recordsFor().filter(({ purpose }) => purpose === "dkim"));
  await check();
  const { entries } = await readClaims(table, IDENTITY);
  expect(entries.map(({ state }) => state)).toEqual(["proved", "proved"]);
});

it("ends at once if another owner's proof came during the check", async () => {
  const { dns, ses, check, table } = await startChecking({ ses: VERIFIED });
  dns.publishAll(recordsFor());
  dns.meanwhile(() => changeOnboarding(table, ID, () => ({ transition: "refuse" })));
  expect((await check()).decision).toBe("closing");
  expect((await readOnboarding(table, ID)).status).toBe("cancelled");
  expect(ses.calls).toEqual([]);
});
