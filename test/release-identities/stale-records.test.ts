import { expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { onboardingEvent } from "#core/onboarding/event";
import { IDENTITY_KEPT_MS, RECHECK_UNUSED_IDENTITY_MS } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { closeOnboarding } from "../../functions/close-onboarding/close-onboarding.ts";
import { releaseIdentities } from "../../functions/release-identities/release-identities.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const DUE = NOW + IDENTITY_KEPT_MS;

/** Makes a set-up that ended unfinished, with the two MAIL FROM records in DNS and no CNAME. */
async function ended() {
  const table = memoryTable();
  const onboarding = issuedOf();
  await keep(table, onboarding);
  const [ses, dns] = [fakeSes(), declaredDns()];
  ses.identities.set(onboarding.identity, {
    ...{ owner: onboarding.owner, verification: "FAILED", dkim: "FAILED" },
  });
  const mailFrom = onboarding.records.filter(({ purpose }) => purpose !== "dkim");
  dns.publishAll(mailFrom);
  await closeOnboarding({ onboardingId: ID, attempt: 1, now: NOW }, { table });
  const deps = { table, queue: table, budget: fakeBudget(), identities: ses, resolver: dns };
  const told = () =>
    table
      .items()
      .filter(({ sk }) => sk.startsWith("event#"))
      .map((item) => onboardingEvent.parse(item))
      .filter(({ type }) => type === "identity_released");
  return {
    ...{ table, ses, dns, mailFrom, told },
    run: async (weeks = 0) =>
      (await releaseIdentities({ time: DUE + weeks * RECHECK_UNUSED_IDENTITY_MS }, deps)).outcome,
    read: () => readOnboarding(table, ID),
  };
}

it("says which records may go once the identity is gone, and not before", async () => {
  const { ses, run, read, told, mailFrom } = await ended();
  expect(told()).toEqual([]);
  expect(await run()).toBe("released");
  expect(ses.identities.size).toBe(0);
  const [event] = told();
  if (event === undefined) throw new Error("Nothing was told");
  const onboarding = await read();
  const matter = { notice: { noticeId: "n", recipient: "customer" as const }, event, setupUrl: "" };
  const { text } = messageFor({ ...matter, onboarding });
  for (const { type, name } of mailFrom) expect(text).toContain(`${type} ${name}`);
  expect(text).not.toContain("_domainkey");
});

it("notifies once, also where the process died after the deletion in SES", async () => {
  const { ses, run, told } = await ended();
  ses.identities.clear();
  expect(await run()).toBe("gone");
  expect(told()).toHaveLength(1);
});

it("checks them again every week, until they are gone", async () => {
  const { dns, run, told, mailFrom } = await ended();
  await run();
  expect([await run(0.5), await run(1)]).toEqual(["nothing-due", "stale-records"]);
  for (const record of mailFrom) dns.withdraw(record);
  expect([await run(2), await run(3)]).toEqual(["clean", "nothing-due"]);
  expect(told()).toHaveLength(1);
});

it("gives up after four weeks", async () => {
  const { run } = await ended();
  await run();
  expect([await run(1), await run(2), await run(3), await run(4), await run(9)]).toEqual([
    ...["stale-records", "stale-records", "stale-records", "stale-records-left"],
    "nothing-due",
  ]);
});

it("sends nothing if no record is left", async () => {
  const { dns, run, told, mailFrom } = await ended();
  for (const record of mailFrom) dns.withdraw(record);
  expect(await run()).toBe("released");
  expect(told()).toEqual([]);
});
