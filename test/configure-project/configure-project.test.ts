import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { IllegalTransitionError, OnboardingOverError } from "#core/errors";
import { readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import type { RequiredRecord } from "#core/records/required-records";
import type { Table } from "#core/table";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

const INPUT = { onboardingId: ID, attempt: 1, now: NOW };
const { identity, mailFrom, owner, project } = onboardingOf();

async function start(said = {}) {
  const table = memoryTable();
  const onboarding = issuedOf({ status: "verified", ...said });
  await keep(table, onboarding);
  const claims = await readClaims(table, identity);
  await table.commit([claims.replaceWith(reserve(claims.entries, ID, owner, [identity, mailFrom]))]);
  const resolver = declaredDns();
  resolver.publish(INCOMING);
  const projectItem = async () => {
    const { current } = await readProject(table, project);
    return (
      current && { domains: current.domains, addresses: current.fromAddresses.map((one) => one.address) }
    );
  };
  const run = (through: Table = table) =>
    configureProject(INPUT, { ...UNCONFIGURED, budget: fakeBudget(), table: through, resolver });
  return { table, resolver, projectItem, run };
}

/** The domain's own mail server, which receives mail. */
const INCOMING: RequiredRecord = {
  purpose: "mail-from-mx",
  name: identity,
  type: "MX",
  value: "mail.oxfordstones.example",
  ttl: 300,
};

const DOMAINS = [{ identity, mailFrom, onboardingId: ID }];
const configured = { domains: DOMAINS, addresses: [`news@${identity}`] };

it("makes the domain part of the project and proves its claim, once", async () => {
  const { table, projectItem, run } = await start();
  expect(await run()).toEqual({ outcome: "configured" });
  const after = table.items();
  expect(await run()).toEqual({ outcome: "configured" });
  expect(table.items()).toEqual(after);
  expect(await projectItem()).toEqual(configured);
  expect((await readClaims(table, identity)).entries.map(({ state }) => state)).toEqual(["proved", "proved"]);
});

it.each(["before", "after"] as const)("does it once when the process dies %s the write", async (when) => {
  const { table, projectItem, run } = await start();
  await expect(run(crashingTable(table, { nth: 1, when }))).rejects.toThrow("died");
  expect(await projectItem()).toEqual(when === "before" ? undefined : configured);
  expect(await run()).toEqual({ outcome: "configured" });
  expect(await projectItem()).toEqual(configured);
});

it("counts two runs at once as one", async () => {
  const { table, projectItem, run } = await start();
  await Promise.all([run(), run()]);
  expect(await projectItem()).toEqual(configured);
  const events = table
    .items()
    .filter(({ sk, ...item }) => sk.startsWith("event#") && item["type"] === "configured");
  expect(events).toHaveLength(1);
});

it("keeps the project's other domains, and the from addresses that it had", async () => {
  const { table, projectItem, run } = await start();
  const other = { identity: "other.example", mailFrom: "email.other.example", onboardingId: "onb_0" };
  const { replaceWith } = await readProject(table, project);
  const fromAddresses = [takenAddress(`shop@${identity}`, { isDefault: true })];
  await table.commit([
    replaceWith({ project, owner, platform: "ses", requesters: [], domains: [other], fromAddresses }),
  ]);
  await run();
  expect(await projectItem()).toEqual({
    domains: [other, ...DOMAINS],
    addresses: [`shop@${identity}`, `news@${identity}`],
  });
});

it("replaces what the project knew of the domain, and keeps its own settings", async () => {
  const { table, projectItem, run } = await start();
  const before = { identity, mailFrom: "old.oxfordstones.example", onboardingId: "onb_0", tenant: "old" };
  const other = { identity: "other.example", onboardingId: "onb_1" };
  const { replaceWith } = await readProject(table, project);
  const settings = { platform: "other" as const, requesters: ["ada@oxford.example"] };
  await table.commit([replaceWith({ project, owner, ...settings, domains: [before, other] })]);
  await run();
  expect((await projectItem())?.domains).toEqual([other, ...DOMAINS]);
  expect((await readProject(table, project)).current).toMatchObject({ ...settings, project, owner });
});

it("makes a project without requesters that sends through SES, if there is none", async () => {
  const { table, run } = await start();
  await run();
  expect((await readProject(table, project)).current).toMatchObject({
    ...{ project, owner, platform: "ses", requesters: [], domains: DOMAINS },
  });
});

it("stores no MAIL FROM domain of a domain that goes on without it", async () => {
  const { projectItem, run } = await start({ withoutMailFrom: { at: NOW, by: "operator:ada" } });
  await run();
  expect((await projectItem())?.domains).toEqual([{ identity, onboardingId: ID }]);
});

describe("the from addresses that the ticket asked for", () => {
  it("are accepted, the first one as the default, each with its DMARC result", async () => {
    const { table, run } = await start({ fromAddresses: [`news@${identity}`, `shop@${identity}`] });
    await run();
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toMatchObject([
      { address: `news@${identity}`, isDefault: true, addedAt: NOW, addedBy: "sendworthy" },
      { address: `shop@${identity}`, isDefault: false },
    ]);
    expect(current?.fromAddresses[0]?.alignment).toMatchObject({ dkimDomain: identity, dmarc: "none" });
  });

  it("are listed as refused with the reason where replies would be lost", async () => {
    const { table, resolver, run } = await start();
    resolver.withdraw(INCOMING);
    await run();
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toEqual([]);
    expect(current?.refusedAddresses).toEqual([
      { address: `news@${identity}`, refusals: ["reply-for-silent-domain"], identity, at: NOW },
    ]);
  });

  it("are accepted with the reply address that the ticket names", async () => {
    const { table, resolver, run } = await start({ replyAddress: "service@other.example" });
    resolver.withdraw(INCOMING);
    resolver.publish({ ...INCOMING, name: "other.example" });
    await run();
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toMatchObject([{ replyAddress: "service@other.example" }]);
  });
});

it("refuses what is not verified", async () => {
  const { projectItem, run } = await start({ status: "confirmed" });
  await expect(run()).rejects.toThrow(IllegalTransitionError);
  expect(await projectItem()).toBeUndefined();
});

it("leaves a ready onboarding alone", async () => {
  const { table, run } = await start({ status: "ready" });
  expect(await run()).toEqual({ outcome: "configured" });
  expect((await readOnboarding(table, ID)).version).toBe(1);
});

it("gives nothing to a project that another owner has registered since", async () => {
  const { table, projectItem, run } = await start();
  const { replaceWith } = await readProject(table, project);
  const entry = { project, owner: "another", platform: "ses" as const, requesters: [], domains: [] };
  await table.commit([replaceWith(entry)]);
  await expect(run()).rejects.toThrow(/belongs to another owner now/);
  expect(await projectItem()).toMatchObject({ domains: [] });
  expect((await readProject(table, project)).current?.owner).toBe("another");
  expect((await readOnboarding(table, ID)).status).toBe("verified");
});

it.each([
  { status: "cancelled", closedBecause: "replaced" },
  { status: "expired" },
  { status: "records_issued", attempt: 2 },
  { status: "failed", failedFrom: "verified", attempt: 2 },
] as const)(
  "ends by name, and writes nothing, in an execution redriven after it became %j",
  async (moved) => {
    const { table, run } = await start(moved);
    const before = table.items();
    await expect(run()).rejects.toThrow(OnboardingOverError);
    expect(table.items()).toEqual(before);
  },
);
