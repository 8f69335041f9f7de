import { describe, expect, it, vi } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { scheduleCleanup, scheduleCleanupByOperator } from "#core/onboarding/changes/identity-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import { IDENTITY_KEPT_MS, RECHECK_UNUSED_IDENTITY_MS } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { logger } from "#platform/observability";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { releaseIdentities } from "../../functions/release-identities/release-identities.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf, requestedOf } from "../support/stages.ts";

const DUE = NOW + IDENTITY_KEPT_MS;
const IDENTITY = "oxfordstones.example";

/** Makes an onboarding that closed 30 days ago, with its identity. */
async function closed(onboarding: Onboarding = issuedOf()) {
  const table = memoryTable();
  await keep(table, onboarding);
  const claims = await readClaims(table, IDENTITY);
  await table.commit([claims.replaceWith(reserve([], ID, "oxford", [IDENTITY]))]);
  const ses = fakeSes();
  ses.identities.set(IDENTITY, { owner: "oxford", verification: "FAILED", dkim: "FAILED" });
  await closeOnboarding({ onboardingId: ID, attempt: 1, now: NOW }, { table });
  const dns = declaredDns();
  const budget = fakeBudget(1000);
  const deps = { table, queue: table, budget, identities: ses, resolver: dns };
  const claim = async (owner: string, name: string): Promise<void> => {
    const { entries, replaceWith } = await readClaims(table, IDENTITY);
    await table.commit([replaceWith(reserve(entries, "onb_other", owner, [name]))]);
  };
  return {
    ...{ table, ses, dns, budget, claim, records: onboarding.records },
    run: async (time = DUE) => (await releaseIdentities({ time }, deps)).outcome,
    isThere: () => ses.identities.has(IDENTITY),
  };
}

it("deletes an unused identity after 30 days and not before, once", async () => {
  const { run, isThere } = await closed();
  expect([await run(DUE - 1), isThere()]).toEqual(["nothing-due", true]);
  expect([await run(), isThere()]).toEqual(["released", false]);
  expect(await run(DUE + IDENTITY_KEPT_MS)).toBe("nothing-due");
});

it("logs each decision with its onboarding, and nothing while none is due", async () => {
  const logged = vi.spyOn(logger, "info").mockReturnValue();
  const { run } = await closed();
  await run(DUE - 1);
  expect(logged.mock.calls).toEqual([]);
  await run();
  expect(logged.mock.calls.map(([, details]) => details)).toEqual([
    { event: "CLEANUP_DECIDED", onboardingId: ID, outcome: "released" },
  ]);
  logged.mockRestore();
});

describe("an identity is kept", () => {
  it("permanently, if SES ever found its records", async () => {
    const { ses, run, isThere } = await closed();
    ses.verify(IDENTITY);
    expect([await run(), await run(DUE + IDENTITY_KEPT_MS), isThere()]).toEqual([
      "verified",
      "nothing-due",
      true,
    ]);
  });

  it("permanently, if it was not made for this owner", async () => {
    const { ses, run, isThere } = await closed();
    ses.identities.set(IDENTITY, { owner: "another", verification: "FAILED", dkim: "FAILED" });
    expect([await run(), isThere()]).toEqual(["not-ours", true]);
  });

  it.each([IDENTITY, `shop.${IDENTITY}`])("while another onboarding uses it by %s", async (name) => {
    const { claim, run, isThere } = await closed();
    await claim("oxford", name);
    expect([await run(), isThere()]).toEqual(["in-use", true]);
  });

  it("while one of its CNAMEs is published, and checked again later", async () => {
    const { dns, records, run, isThere } = await closed();
    if (records[1]) dns.publish(records[1]);
    expect([await run(), isThere()]).toEqual(["published", true]);
    if (records[1]) dns.withdraw(records[1]);
    expect(await run(DUE + 1000)).toBe("nothing-due");
    expect([await run(DUE + RECHECK_UNUSED_IDENTITY_MS), isThere()]).toEqual(["released", false]);
  });

  it("while the name servers do not answer: unknown is never absent", async () => {
    const { dns, records, run, isThere } = await closed();
    if (records[2]) dns.silence(records[2]);
    expect([await run(), isThere()]).toEqual(["dns-unknown", true]);
  });

  it("while others wait for the SES budget", async () => {
    const { budget, run, isThere } = await closed();
    await budget.take(DUE);
    expect([await run(), isThere()]).toEqual(["busy", true]);
    expect([await run(DUE + 900_000), isThere()]).toEqual(["released", false]);
  });
});

it("decides nothing again where the index still contains what was decided", async () => {
  const { table, ses, dns, budget, run, isThere } = await closed();
  ses.verify(IDENTITY);
  expect(await run()).toBe("verified");
  const queue = { due: async () => [{ pk: ID, sk: "cleanup" }] };
  const deps = { table, queue, budget, identities: ses, resolver: dns };
  const before = table.items();
  expect(await releaseIdentities({ time: DUE + 1000 }, deps)).toEqual({ outcome: "nothing-due" });
  expect([isThere(), table.items()]).toEqual([true, before]);
});

describe("an identity that an operator released", () => {
  async function givenBack() {
    const world = await closed();
    const { table, ses, dns, records } = world;
    const put = await scheduleCleanupByOperator(table, ID, NOW);
    if (put !== undefined) await table.commit([put]);
    ses.verify(IDENTITY);
    for (const record of records) dns.publish(record);
    return world;
  }

  it("is deleted although SES found its records and they are published; then the customer gets the list of records to remove", async () => {
    const { run, isThere, table } = await givenBack();
    expect([await run(DUE - 1), isThere()]).toEqual(["nothing-due", true]);
    expect([await run(), isThere()]).toEqual(["released", false]);
    const { released } = await readOnboarding(table, ID);
    expect(released?.records).toHaveLength(5);
  });

  it("is deleted in the same way if SES deletes it only at another try", async () => {
    const { ses, run, isThere } = await givenBack();
    ses.failNext(new Error("refused"));
    expect([await run(), isThere()]).toEqual(["failed", true]);
    expect([await run(DUE + RECHECK_UNUSED_IDENTITY_MS), isThere()]).toEqual(["released", false]);
  });

  it("is kept if another onboarding uses it by then, or if it is another owner's", async () => {
    const relied = await givenBack();
    await relied.claim("oxford", `shop.${IDENTITY}`);
    expect([await relied.run(), relied.isThere()]).toEqual(["in-use", true]);
    const { ses, run, isThere } = await givenBack();
    ses.identities.set(IDENTITY, { owner: "another", verification: "SUCCESS", dkim: "SUCCESS" });
    expect([await run(), isThere()]).toEqual(["not-ours", true]);
  });
});

it("is deleted even if another one can't be", async () => {
  const { table, ses, run } = await closed();
  const identity = "other.example";
  const other = issuedOf({ onboardingId: "onb_2", identity, dkim: undefined, status: "expired" });
  await keep(table, other);
  await table.commit(scheduleCleanup({ ...other, dkim: issuedOf().dkim }, NOW + 1000));
  ses.identities.set(identity, { owner: "oxford", verification: "FAILED", dkim: "FAILED" });
  const broken: string[] = [];
  ses.release = async (name) => {
    if (name === IDENTITY) throw new Error("refused");
    broken.push(name);
  };
  for (const minute of [15, 30, 45]) await run(DUE + minute * 60_000).catch(() => undefined);
  expect(broken).toEqual([identity]);
});

it.each<[string, Onboarding]>([
  ["was verified before it closed", issuedOf({ dkimVerifiedAt: NOW - 1000 })],
  ["never was made", requestedOf({ signals: { count: 1, seen: 0, cancelledAt: NOW } })],
])("leaves nothing to decide where the identity %s", async (_, onboarding) => {
  const { run, isThere } = await closed(onboarding);
  expect([await run(), isThere()]).toEqual(["nothing-due", true]);
});

it("leaves the claim free, and a released claim with its former owner", async () => {
  const { table, claim } = await closed();
  const item = await table.get({ pk: `claim#${IDENTITY}`, sk: "claim" });
  const tombstone = { name: IDENTITY, owner: "oxford", onboardingId: ID, releasedAt: NOW };
  expect(item).toMatchObject({ entries: [], released: [tombstone] });
  await claim("cambridge", IDENTITY);
  expect(await table.get({ pk: `claim#${IDENTITY}`, sk: "claim" })).toMatchObject({ released: [tombstone] });
});
