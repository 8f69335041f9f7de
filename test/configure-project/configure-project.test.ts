import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claim-store";
import { reserve } from "#core/claims";
import { IllegalTransitionError } from "#core/errors";
import { readOnboarding } from "#core/onboarding-store";
import { readProject } from "#core/project";
import type { RequiredRecord } from "#core/required-records";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

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
  return { table, resolver, deps: { table, resolver }, projectItem };
}

/** The domain's own mail server: people can write there. */
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
  const { table, deps, projectItem } = await start();
  expect(await configureProject(INPUT, deps)).toEqual({ status: "configured" });
  const after = table.items();
  expect(await configureProject(INPUT, deps)).toEqual({ status: "configured" });
  expect(table.items()).toEqual(after);
  expect(await projectItem()).toEqual(configured);
  expect((await readClaims(table, identity)).entries.map(({ state }) => state)).toEqual(["proved", "proved"]);
});

it.each(["before", "after"] as const)("does it once when the process dies %s the write", async (when) => {
  const { table, deps, projectItem } = await start();
  await expect(
    configureProject(INPUT, { ...deps, table: crashingTable(table, { nth: 1, when }) }),
  ).rejects.toThrow("died");
  expect(await projectItem()).toEqual(when === "before" ? undefined : configured);
  expect(await configureProject(INPUT, deps)).toEqual({ status: "configured" });
  expect(await projectItem()).toEqual(configured);
});

it("counts two runs at once as one", async () => {
  const { table, deps, projectItem } = await start();
  await Promise.all([configureProject(INPUT, deps), configureProject(INPUT, deps)]);
  expect(await projectItem()).toEqual(configured);
  const events = table
    .items()
    .filter(({ sk, ...item }) => sk.startsWith("event#") && item["type"] === "configured");
  expect(events).toHaveLength(1);
});

it("keeps the project's other domains, and the from addresses that it had", async () => {
  const { table, deps, projectItem } = await start();
  const other = { identity: "other.example", mailFrom: "email.other.example", onboardingId: "onb_0" };
  const { replaceWith } = await readProject(table, project);
  const fromAddresses = [takenAddress(`shop@${identity}`, { isDefault: true })];
  await table.commit([
    replaceWith({ project, owner, platform: "ses", requesters: [], domains: [other], fromAddresses }),
  ]);
  await configureProject(INPUT, deps);
  expect(await projectItem()).toEqual({
    domains: [other, ...DOMAINS],
    addresses: [`shop@${identity}`, `news@${identity}`],
  });
});

describe("the from addresses that the ticket asked for", () => {
  it("are taken with the first one as the default, and how they stand under DMARC", async () => {
    const { table, deps } = await start({ fromAddresses: [`news@${identity}`, `shop@${identity}`] });
    await configureProject(INPUT, deps);
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toMatchObject([
      { address: `news@${identity}`, isDefault: true, addedAt: NOW, addedBy: "sendworthy" },
      { address: `shop@${identity}`, isDefault: false },
    ]);
    expect(current?.fromAddresses[0]?.alignment).toMatchObject({ dkimDomain: identity, dmarc: "none" });
  });

  it("are listed as refused with the reason where replies would be lost", async () => {
    const { table, resolver, deps } = await start();
    resolver.withdraw(INCOMING);
    await configureProject(INPUT, deps);
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toEqual([]);
    expect(current?.refusedAddresses).toEqual([
      { address: `news@${identity}`, refusals: ["reply-for-silent-domain"], identity, at: NOW },
    ]);
  });

  it("are taken with the reply address that the ticket names", async () => {
    const { table, resolver, deps } = await start({ replyAddress: "service@other.example" });
    resolver.withdraw(INCOMING);
    resolver.publish({ ...INCOMING, name: "other.example" });
    await configureProject(INPUT, deps);
    const { current } = await readProject(table, project);
    expect(current?.fromAddresses).toMatchObject([{ replyAddress: "service@other.example" }]);
  });
});

it("refuses what is not verified", async () => {
  const { deps, projectItem } = await start({ status: "confirmed" });
  await expect(configureProject(INPUT, deps)).rejects.toThrow(IllegalTransitionError);
  expect(await projectItem()).toBeUndefined();
});

it("leaves a ready onboarding alone", async () => {
  const { table, deps } = await start({ status: "ready" });
  expect(await configureProject(INPUT, deps)).toEqual({ status: "ready" });
  expect((await readOnboarding(table, ID)).version).toBe(1);
});
