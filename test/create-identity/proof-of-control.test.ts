import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { challengeRecord } from "#core/onboarding/challenge";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { IdentityMaker } from "#core/verification/ses-ports";
import { createIdentity } from "../../functions/create-identity/create-identity.ts";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, recordsFor, requestedOf, TOKEN } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

const { identity: IDENTITY, owner: OWNER } = requestedOf();
const CHALLENGE = challengeRecord(IDENTITY, TOKEN);
const demanded = (because: NonNullable<Onboarding["ownership"]>["because"]) => ({
  ownership: { token: TOKEN, because, requestedAt: BEGUN_AT },
});

const ISSUED = { decision: "waiting", waitSeconds: expect.any(Number) };
const CLOSING = { decision: "closing", waitSeconds: 60 };

async function start(said: Partial<Onboarding> = {}) {
  const table = memoryTable();
  await keep(table, requestedOf(said));
  const [ses, dns] = [fakeSes(), declaredDns()];
  const run = (through: Table = table, identities: IdentityMaker = ses) =>
    createIdentity(
      { onboardingId: ID, attempt: 1, now: BEGUN_AT },
      {
        ...{ region: "eu-west-1", table: through, budget: fakeBudget(), identities, resolver: dns },
        ...UNCONFIGURED,
        newToken: () => TOKEN,
      },
    );
  return { table, ses, dns, run, read: () => readOnboarding(table, ID) };
}

describe("contested names", () => {
  it("are proved before any call to SES: the challenge is the only record", async () => {
    const { ses, run, read } = await start(demanded("contested"));
    expect(await run()).toEqual(ISSUED);
    expect(await run()).toEqual(ISSUED);
    expect(ses.calls).toEqual([]);
    expect(await read()).toMatchObject({ records: [CHALLENGE], recordsVersion: 1 });
    expect(await read()).not.toHaveProperty("dkim");
  });

  it("that are proved get their identity, and the five records as the next version", async () => {
    const { ses, run, read } = await start({
      ownership: { ...demanded("contested").ownership, provedAt: BEGUN_AT },
      ...{ records: [CHALLENGE], recordsVersion: 1, notifiedRecordsVersion: 1, status: "records_issued" },
    });
    expect(await run()).toEqual(ISSUED);
    expect(ses.calls).toEqual([`make ${IDENTITY}`]);
    expect(await read()).toMatchObject({ records: recordsFor(), recordsVersion: 2, replacedRecords: [] });
  });
});

describe("an identity that was made for another owner", () => {
  const left = { owner: "cambridge", verification: "PENDING", dkim: "PENDING" } as const;

  it("is not touched before control of the domain is proved", async () => {
    const { ses, run, read } = await start();
    ses.identities.set(IDENTITY, left);
    expect(await run()).toEqual(ISSUED);
    expect(await run()).toEqual(ISSUED);
    expect(ses.calls).toHaveLength(1);
    expect(ses.identities.get(IDENTITY)).toEqual(left);
    expect(await read()).toMatchObject({
      ownership: { token: TOKEN, because: "left-by-another" },
      records: [CHALLENGE],
      recordsVersion: 1,
    });
  });

  it.each(["before", "after"] as const)(
    "is demanded once when the process dies %s the write",
    async (when) => {
      const { table, ses, run, read } = await start(demanded("held-before"));
      ses.identities.set(IDENTITY, left);
      await expect(run(crashingTable(table, { nth: 1, when }))).rejects.toThrow(Crash);
      await run();
      expect(await read()).toMatchObject({ records: [CHALLENGE], recordsVersion: 1 });
    },
  );

  it("is assigned to the owner who proved control", async () => {
    const { ses, run, read } = await start({
      ownership: { ...demanded("left-by-another").ownership, provedAt: BEGUN_AT },
    });
    ses.identities.set(IDENTITY, left);
    expect(await run()).toEqual(ISSUED);
    expect(ses.identities.get(IDENTITY)?.owner).toBe(OWNER);
    expect(await read()).toMatchObject({ records: recordsFor() });
  });
});

it("asks for the proof beside the five records where another owner held the names before", async () => {
  const { run, read } = await start(demanded("held-before"));
  expect(await run()).toEqual(ISSUED);
  expect(await read()).toMatchObject({ records: [CHALLENGE, ...recordsFor()], recordsVersion: 1 });
});

describe("the check before the customer gets the records", () => {
  it("finds a new domain without them, and asks for no proof", async () => {
    const { dns, run, read } = await start();
    await run();
    expect(dns.looks()).toBe(1);
    expect(await read()).not.toHaveProperty("ownership");
  });

  it.each([
    ["one CNAME is right already", "publish"],
    ["nobody can say of one CNAME that it is absent", "silence"],
  ] as const)("asks for the proof where %s", async (_, how) => {
    const { dns, run, read } = await start();
    const [first] = recordsFor();
    if (first !== undefined) dns[how](first);
    await run();
    expect(await read()).toMatchObject({
      ownership: { because: "published-before", token: TOKEN },
      records: [CHALLENGE, ...recordsFor()],
      recordsVersion: 1,
    });
  });

  it("accepts records that the same owner was given before", async () => {
    const { table, dns, run, read } = await start();
    const claims = await readClaims(table, IDENTITY);
    const held = reserve([], "onb_before", OWNER, [IDENTITY]);
    await table.commit([claims.replaceWith(held)]);
    await table.commit([(await readClaims(table, IDENTITY)).giveUp("onb_before", BEGUN_AT)]);
    dns.publishAll(recordsFor());
    await run();
    expect(await read()).toMatchObject({
      ...{ records: recordsFor(), hadExistingRecords: true },
      schedule: { tries: -1, nextCheckAt: BEGUN_AT },
    });
    expect(await read()).not.toHaveProperty("ownership");
  });

  it("gives a returning owner time if none of the records is published any more", async () => {
    const { table, run, read } = await start();
    const claims = await readClaims(table, IDENTITY);
    await table.commit([claims.replaceWith(reserve([], "onb_before", OWNER, [IDENTITY]))]);
    const { schedule } = await read();
    await run();
    expect(await read()).toMatchObject({ schedule });
    expect(await read()).not.toHaveProperty("hadExistingRecords");
  });
});

it("leaves its identity for release if another owner's proof closed it meanwhile", async () => {
  const { table, ses, run, read } = await start();
  const identities: IdentityMaker = {
    async make(...given) {
      await changeOnboarding(table, ID, () => ({ transition: "refuse" }));
      return ses.make(...given);
    },
  };
  expect(await run(table, identities)).toEqual(CLOSING);
  expect((await read()).status).toBe("cancelled");
  expect(await table.get({ pk: ID, sk: "cleanup" })).toMatchObject({ queue: "cleanup" });
});
