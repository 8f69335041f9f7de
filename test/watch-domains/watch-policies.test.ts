import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { readProject } from "#core/projects/project";
import type { RequiredRecord } from "#core/records/required-records";
import { checkPolicies } from "../../functions/watch-domains/check-policies.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { lastLetter, startWatchWorld, type WatchWorld } from "./watch-world.ts";

const { identity: D, mailFrom, owner, project, onboardingId } = onboardingOf();
const NEWS = `news@${D}`;
const SHOP = `hello@shop.${D}`;

const policy = (value: string): RequiredRecord => ({
  purpose: "mail-from-spf",
  name: `_dmarc.${D}`,
  type: "TXT",
  value,
  ttl: 300,
});
const STRICT = policy("v=DMARC1; p=reject; adkim=s; aspf=s");
const RELAXED = policy("v=DMARC1; p=reject");

/**
 * Starts with a ready domain whose project sends from it and from below it; the watch has seen a relaxed
 * policy.
 */
async function start(
  ...others: readonly string[]
): Promise<WatchWorld & { alignments(): Promise<(readonly [string, boolean])[]> }> {
  const world = await startWatchWorld();
  const { replaceWith } = await readProject(world.table, project);
  const fromAddresses = [NEWS, SHOP, ...others].map((address) => takenAddress(address));
  const claims = await readClaims(world.table, D);
  await world.table.commit([
    replaceWith({ project, owner, platform: "ses", requesters: [], domains: [], fromAddresses }),
    claims.replaceWith(reserve(claims.entries, onboardingId, owner, [D, mailFrom])),
  ]);
  world.dns.publish(RELAXED);
  await world.hours(25);
  return {
    ...world,
    alignments: async () => {
      const { current } = await readProject(world.table, project);
      return (current?.fromAddresses ?? []).map(
        ({ address, alignment }) => [address, alignment.provablyFails] as const,
      );
    },
  };
}

it("sends nothing while the policy does not make an address fail", async () => {
  const world = await start();
  expect(await world.alignments()).toEqual([
    [NEWS, false],
    [SHOP, false],
  ]);
  world.dns.publish(policy("v=DMARC1; p=none"));
  await world.hours(50);
  expect(world.told()).toEqual([]);
});

it("notifies customer, ticket and operations once when a policy makes an address fail, and names the address", async () => {
  const world = await start();
  world.dns.publish(STRICT);
  await world.hours(75);
  for (const recipient of ["customer", "ticket", "ops"]) {
    expect(world.told(recipient)).toEqual(["addresses_failing"]);
  }
  expect(await world.alignments()).toEqual([
    [NEWS, false],
    [SHOP, true],
  ]);
  expect(await lastLetter(world)).toContain(`- ${SHOP}`);
  expect(await lastLetter(world)).not.toContain(NEWS);
});

it("notifies when it passes again", async () => {
  const world = await start();
  world.dns.publish(STRICT);
  await world.hours(30);
  world.dns.publish(RELAXED);
  await world.hours(50);
  expect(world.told()).toEqual(["addresses_failing", "addresses_passing"]);
  expect(await lastLetter(world)).toContain("You have nothing to do");
});

it("counts a missing DNS answer as no change", async () => {
  const world = await start();
  world.dns.publish(STRICT);
  await world.hours(30);
  world.dns.silence(STRICT);
  await world.hours(75);
  expect(world.told()).toEqual(["addresses_failing"]);
  expect(await world.alignments()).toEqual([
    [NEWS, false],
    [SHOP, true],
  ]);
});

it("judges the addresses of the domain also where the project has an address elsewhere, and leaves that", async () => {
  const elsewhere = "news@elsewhere.example";
  const world = await start(elsewhere);
  world.dns.publish(STRICT);
  await world.hours(25);
  expect(await world.alignments()).toContainEqual([elsewhere, false]);
  expect((await world.alignments()).filter(([, fails]) => fails)).not.toEqual([]);
});

/** Checks the policies once; returns how often it reads the project, and how many DNS sessions stay open. */
async function checkOnce(world: WatchWorld) {
  const [read, ended]: [string[], number[]] = [[], []];
  const resolver = {
    open: () => ({ ...world.dns.open(), end: () => void ended.push(BEGUN_AT) }),
  };
  const get: typeof world.table.get = (key) => {
    read.push(key.pk);
    return world.table.get(key);
  };
  const looks = world.dns.looks();
  await checkPolicies(await world.read(), BEGUN_AT, { table: { ...world.table, get }, resolver });
  return {
    left: world.dns.looks() - looks - ended.length,
    reads: read.filter((pk) => pk.includes(project)).length,
  };
}

it("ends its DNS session, and reads the project again only when a policy has changed", async () => {
  const world = await start();
  expect(await checkOnce(world)).toEqual({ left: 0, reads: 1 });
  world.dns.publish(STRICT);
  expect(await checkOnce(world)).toEqual({ left: 0, reads: 2 });
});
