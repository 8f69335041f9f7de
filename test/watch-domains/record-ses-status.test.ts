import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { newWatchedDomain, readWatched } from "#core/watch/watched-domain";
import { keepSending } from "../../functions/watch-domains/keep-sending.ts";
import { keepSigning } from "../../functions/watch-domains/keep-signing.ts";
import { type DomainStatus, recordSesStatus } from "../../functions/watch-domains/record-ses-status.ts";
import { createSlots } from "../../functions/watch-domains/slots.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const SIGNING = { status: "SUCCESS", isSigning: true } as const;

/** Starts with a watched ready domain. */
async function start(said: Partial<Onboarding> = {}) {
  const table = memoryTable();
  const ses = fakeSes();
  const ready = issuedOf({ status: "ready", ...said });
  await keep(table, ready);
  await table.commit([await newWatchedDomain(table, ready, BEGUN_AT)]);
  const deps = {
    ...{ table, queue: table, listing: table, index: table },
    ...{ reader: ses, signer: ses, mailFrom: ses },
    ...{ budget: fakeBudget(), turns: fakeTurns(), resolver: declaredDns() },
    identities: {
      list: async () => ({ domains: [] }),
      dkim: async () => new Map(),
      mailFrom: async () => new Map(),
    },
    resumer: { resume: async () => undefined },
    tenants: { paused: async () => ({ tenants: [] }) },
    starter: { start: async () => undefined },
    pause: async () => undefined,
  };
  const slots = createSlots(BEGUN_AT, deps, { waitMs: 60_000 });
  return {
    ...{ ses, deps, ready, slots },
    record: (status: DomainStatus, now = BEGUN_AT) =>
      recordSesStatus(ready.identity, status, now, deps, slots),
    isReady: async () => (await readOnboarding(table, ID)).status === "ready",
  };
}

const mailFromOf = (status: "SUCCESS" | "FAILED", domain = issuedOf().mailFrom) => ({
  ...{ domain, status, rejectsOnMxFailure: false },
});

it.each<[string, DomainStatus, boolean]>([
  [
    "is lost if SES gave MAIL FROM up and says nothing of DKIM",
    { dkim: undefined, mailFrom: mailFromOf("FAILED") },
    false,
  ],
  [
    "is lost if SES gave DKIM up and has no MAIL FROM",
    { dkim: { ...SIGNING, status: "FAILED" }, mailFrom: undefined },
    false,
  ],
  [
    "stays ready if SES gave another MAIL FROM domain up",
    { dkim: SIGNING, mailFrom: mailFromOf("FAILED", "other.example") },
    true,
  ],
  ["stays ready if SES has found both", { dkim: SIGNING, mailFrom: mailFromOf("SUCCESS") }, true],
])("a ready domain %s", async (_, status, expected) => {
  const { record, isReady } = await start();
  await record(status);
  expect(await isReady()).toBe(expected);
});

it("a ready domain that does without MAIL FROM stays ready if SES gave MAIL FROM up", async () => {
  const { record, isReady } = await start({ withoutMailFrom: { at: BEGUN_AT, by: "support" } });
  await record({ dkim: SIGNING, mailFrom: mailFromOf("FAILED") });
  expect(await isReady()).toBe(true);
});

it.each([
  ["is switched on again with a slot for the call", 2, true],
  ["waits for the next pass if only the read got a slot", 1, false],
])("signing %s", async (_, most, isEnabled) => {
  const { ses, deps, ready } = await start();
  const { identity } = ready;
  ses.identities.set(identity, {
    ...{ owner: "oxford", verification: "SUCCESS", dkim: "SUCCESS", signingOff: "made-here" },
  });
  const watched = await readWatched(deps.table, identity);
  if (watched === undefined) throw new Error("It is not watched");
  const slots = createSlots(BEGUN_AT, deps, { waitMs: 60_000, most });
  await keepSigning(watched, ready, { ...SIGNING, isSigning: false }, BEGUN_AT, deps, slots);
  expect(ses.calls.includes(`enable-signing ${identity}`)).toBe(isEnabled);
});

it.each([
  ["is set again with a slot for the call", 1, true],
  ["waits for the next pass without a slot", 0, false],
])("a MAIL FROM domain for which SES would refuse mail %s", async (_, most, isSet) => {
  const { ses, deps, ready } = await start();
  const { identity, mailFrom } = ready;
  ses.identities.set(identity, { owner: "oxford", verification: "SUCCESS", dkim: "SUCCESS" });
  const slots = createSlots(BEGUN_AT, deps, { waitMs: 60_000, most });
  await keepSending(ready, { ...mailFromOf("FAILED"), rejectsOnMxFailure: true }, deps, slots);
  expect(ses.calls).toEqual(isSet ? [`set-mail-from ${identity} ${mailFrom}`] : []);
});

it.each([
  ["is not noted again just before the interval is over", WATCH.notedEveryMs - 1, 0],
  ["is noted again when the interval is over", WATCH.notedEveryMs, WATCH.notedEveryMs],
  ["is noted again later than that", WATCH.notedEveryMs + 1, WATCH.notedEveryMs + 1],
])("the time at which SES knew a domain %s", async (_, after, noted) => {
  const { record, deps, ready } = await start();
  await record({ dkim: SIGNING, mailFrom: mailFromOf("SUCCESS") }, BEGUN_AT + after);
  expect(await readWatched(deps.table, ready.identity)).toMatchObject({ knownAt: BEGUN_AT + noted });
});
