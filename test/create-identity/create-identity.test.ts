import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { cancel } from "#core/onboarding/changes/signals";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { projectConfiguration } from "#core/projects/project-configuration";
import type { Table } from "#core/table";
import { type CreateIdentityDeps, createIdentity } from "../../functions/create-identity/create-identity.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, MADE, recordsFor, requestedOf, TOKEN } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

const IDENTITY = onboardingOf().identity;

const ISSUED = { decision: "waiting", waitSeconds: expect.any(Number) };
const CLOSING = { decision: "closing", waitSeconds: 60 };
const slotIn = (slotSeconds: number) => ({ decision: "awaits-ses-slot", waitSeconds: 60, slotSeconds });

async function start(said = {}, slotMilliseconds = 0) {
  const table = memoryTable();
  await keep(table, requestedOf(said));
  const ses = fakeSes();
  const dns = declaredDns();
  const deps: CreateIdentityDeps = {
    ...UNCONFIGURED,
    region: "eu-west-1",
    table,
    budget: fakeBudget(slotMilliseconds),
    identities: ses,
    resolver: dns,
    newToken: () => TOKEN,
    dmarcReports: "dmarc@platform.example",
  };
  const run = (now = NOW, through: Table = table) =>
    createIdentity({ onboardingId: ID, attempt: 1, now }, { ...deps, table: through });
  return { table, ses, dns, deps, run, read: () => readOnboarding(table, ID) };
}

it("makes the identity once and keeps its tokens and the five records", async () => {
  const { table, ses, run } = await start();
  expect(await run()).toEqual(ISSUED);
  expect(await run()).toEqual(ISSUED);
  expect(ses.calls).toEqual([`make ${IDENTITY}`]);
  expect(await readOnboarding(table, ID)).toMatchObject({
    recordsVersion: 1,
    records: recordsFor(),
    dkim: { tokens: MADE.dkimTokens, signingHostedZone: MADE.signingHostedZone },
  });
});

it.each(["before", "after"] as const)(
  "tells the customer of the records once, also if it dies %s the write",
  async (when) => {
    const { table, run } = await start();
    const dying = crashingTable(table, { nth: 1, when });
    await expect(run(NOW, dying)).rejects.toThrow("died");
    expect(await run()).toEqual({ decision: "waiting", waitSeconds: 3600 });
    await run();
    const told = table.items().filter((item) => item["type"] === "records_issued");
    expect(told).toHaveLength(1);
  },
);

it("keeps the optional DMARC record with what DNS says of it", async () => {
  const { run, read } = await start();
  await run();
  expect((await read()).advised).toEqual({
    at: NOW,
    state: "offered",
    record: {
      ...{ purpose: "dmarc", name: `_dmarc.${IDENTITY}`, type: "TXT", ttl: 3600 },
      value: "v=DMARC1; p=none; rua=mailto:dmarc@platform.example",
    },
  });
});

it.each<["fails" | "waiting", Error | undefined]>([
  ["waiting", undefined],
  ["fails", new Error("no DNS")],
])("ends every DNS session when its outcome is %s", async (outcome, error) => {
  const { deps, dns } = await start();
  const ended: string[] = [];
  const open: typeof dns.open = (now) => {
    const session = dns.open(now);
    const ask = error === undefined ? session.ask : () => Promise.reject(error);
    return { ...session, ask, end: () => void ended.push("ended") };
  };
  const input = { onboardingId: ID, attempt: 1, now: NOW };
  const run = createIdentity(input, { ...deps, resolver: { open } });
  expect(
    await run.then(
      ({ decision }) => decision,
      () => "fails",
    ),
  ).toBe(outcome);
  expect(dns.looks()).toBeGreaterThan(0);
  expect(ended).toHaveLength(dns.looks());
});

it.each(["before", "after"] as const)(
  "makes one identity when the process dies %s the write",
  async (when) => {
    const { table, ses, run } = await start();
    await expect(run(NOW, crashingTable(table, { nth: 1, when }))).rejects.toThrow("died");
    expect(await run()).toEqual(ISSUED);
    expect(ses.identities.size).toBe(1);
    expect(await readOnboarding(table, ID)).toMatchObject({ recordsVersion: 1 });
  },
);

it("counts two runs at once as one", async () => {
  const { table, run } = await start();
  expect(await Promise.all([run(), run()])).toEqual([ISSUED, ISSUED]);
  expect((await readOnboarding(table, ID)).recordsVersion).toBe(1);
});

it("passes errors of SES on to the state machine, which retries them", async () => {
  const { ses, run } = await start();
  ses.failNext(new TransientServiceError("TooManyRequestsException"));
  await expect(run()).rejects.toThrow(TransientServiceError);
  expect(await run()).toEqual(ISSUED);
});

it("issues the records of a MAIL FROM domain that was changed while SES was asked", async () => {
  const { table, ses, deps } = await start();
  const identities: CreateIdentityDeps["identities"] = {
    async make(identity, tags) {
      await changeOnboarding(table, ID, () => ({ set: { mailFrom: "bounce.oxfordstones.example" } }));
      return ses.make(identity, tags);
    },
  };
  await createIdentity({ onboardingId: ID, attempt: 1, now: NOW }, { ...deps, identities });
  expect((await readOnboarding(table, ID)).records).toEqual(recordsFor("bounce.oxfordstones.example"));
});

describe("a configuration set that is declared", () => {
  const declared = (defaults: unknown) => ({ defaults: async () => projectConfiguration.parse(defaults) });
  const input = { onboardingId: ID, attempt: 1, now: NOW };

  it("is set as the identity is made, if it exists already", async () => {
    const { table, deps, ses } = await start();
    await createIdentity(input, { ...deps, ...declared({ configurationSet: { name: "{owner}" } }) });
    expect(ses.calls).toEqual([`make ${IDENTITY} with oxford`]);
    expect((await readOnboarding(table, ID)).ses).toMatchObject({ configurationSet: "oxford" });
  });

  it("waits for its project to be configured if it is to be made", async () => {
    const { deps, ses } = await start();
    const toBeMade = declared({ configurationSet: { name: "{owner}", create: true } });
    await createIdentity(input, { ...deps, ...toBeMade });
    expect(ses.calls).toEqual([`make ${IDENTITY}`]);
  });
});

describe("the SES budget", () => {
  it("is waited for by the machine, and the slot is kept during the wait", async () => {
    const { table, ses, deps, run } = await start({}, 5000);
    await deps.budget.take(NOW);
    expect(await run()).toEqual(slotIn(5));
    expect(await run(NOW + 1000)).toEqual(slotIn(4));
    expect(ses.calls).toEqual([]);
    expect(await run(NOW + 5000)).toEqual(ISSUED);
    expect((await readOnboarding(table, ID)).ses).toEqual({
      reads: 0,
      status: MADE.status,
      readAt: NOW + 5000,
    });
  });

  it("takes a new slot if the wait ended after its own", async () => {
    const { deps, run } = await start({ ses: { reads: 0, slotAt: NOW - 3_600_000 } }, 5000);
    await deps.budget.take(NOW);
    expect(await run()).toEqual(slotIn(5));
  });
});

describe("an identity that Sendworthy did not make", () => {
  it("closes the onboarding, and nothing of it is kept", async () => {
    const { table, ses, run } = await start();
    ses.identities.set(IDENTITY, { owner: "", verification: "SUCCESS", dkim: "SUCCESS" });
    expect(await run()).toEqual(CLOSING);
    expect(await run()).toEqual(CLOSING);
    expect(ses.calls).toHaveLength(1);
    const after = await readOnboarding(table, ID);
    expect(after.closedBecause).toBe("identity-taken");
    expect(after).not.toHaveProperty("dkim");
  });
});

describe("cancelled", () => {
  it("makes nothing", async () => {
    const { table, ses, run } = await start();
    await changeOnboarding(table, ID, (current) => cancel(current, NOW));
    expect(await run()).toEqual(CLOSING);
    expect(ses.calls).toEqual([]);
  });

  it.each(["ready", "expired", "cancelled"] as const)("makes nothing while %s", async (status) => {
    const { ses, run } = await start({ status });
    expect(await run()).toEqual(CLOSING);
    expect(ses.calls).toEqual([]);
  });
});

it("continues where it failed if its execution is redriven", async () => {
  const { table, run } = await start({
    status: "failed",
    failedFrom: "requested",
    closedBecause: "SomeError",
  });
  expect(await run()).toEqual(ISSUED);
  expect((await readOnboarding(table, ID)).status).toBe("records_issued");
});
