import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { DnsResolver } from "#core/dns/observation";
import { WATCH } from "#core/onboarding/schedule";
import { readProject } from "#core/projects/project";
import { watchedPut } from "#core/watch/watched-domain";
import { checkWatchedDns } from "../../functions/watch-domains/check-watched-dns.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS } from "../support/onboarding-fixture.ts";
import { startWatchWorld } from "./watch-world.ts";

const { identity, mailFrom, onboardingId, owner, project } = onboardingOf();
const [dkim] = RECORDS;
if (dkim === undefined) throw new Error("There are five records");

/** Starts with a domain that is due and has a from address; each check returns whether SES must be read. */
async function startDue(said: Parameters<typeof startWatchWorld>[0] = {}, dueAt = BEGUN_AT) {
  const world = await startWatchWorld(said);
  const { table, dns, turns } = world;
  const { replaceWith } = await readProject(table, project);
  const fromAddresses = [takenAddress(`news@shop.${identity}`)];
  const claims = await readClaims(table, identity);
  const watched = await world.watched();
  if (watched === undefined) throw new Error("It is not watched");
  await table.commit([
    replaceWith({ project, owner, domains: [], fromAddresses }),
    claims.replaceWith(reserve(claims.entries, onboardingId, owner, [identity, mailFrom])),
    watchedPut(watched, { dueAt }),
  ]);
  const asked: string[] = [];
  const resolver: DnsResolver = {
    open(now) {
      const session = dns.open(now);
      const ask: typeof session.ask = (questions) => {
        asked.push(...questions.map(({ name }) => name));
        return session.ask(questions);
      };
      return { ...session, ask };
    },
  };
  const check = (now = BEGUN_AT, name = identity) =>
    checkWatchedDns(name, now, { table, turns, resolver, starter: { start: async () => undefined } });
  return { ...world, check, asked };
}

const POLICY = `_dmarc.shop.${identity}`;

it("checks policies of a healthy domain, which gives no reason to read SES", async () => {
  const { check, asked, watched } = await startDue();
  expect(await check()).toBe(false);
  expect(asked).toContain(POLICY);
  const { dueAt = 0 } = (await watched()) ?? {};
  expect(dueAt).toBeGreaterThan(BEGUN_AT + WATCH.recheckMs);
});

it("checks no policy while a record is missing, which is a reason to read SES", async () => {
  const { check, asked, watched, dns } = await startDue();
  dns.withdraw(dkim);
  expect(await check()).toBe(true);
  expect(asked).toContain(dkim.name);
  expect(asked).not.toContain(POLICY);
  expect((await watched())?.dueAt).toBe(BEGUN_AT + WATCH.recheckMs);
});

it("reads SES of a healthy domain that SES does not sign, and checks its policies", async () => {
  const status = { verification: "SUCCESS", dkim: "SUCCESS", signingOff: "made-by-hand" } as const;
  const { check, asked } = await startDue({ ses: { reads: 1, status } });
  expect(await check()).toBe(true);
  expect(asked).toContain(POLICY);
});

it("stops the watch of a domain that is not ready, without a question to DNS", async () => {
  const { check, asked, watched } = await startDue({ status: "lost" });
  expect(await check()).toBe(false);
  expect(asked).toEqual([]);
  const stopped = await watched();
  expect([stopped?.queue, stopped?.dueAt]).toEqual([undefined, undefined]);
  expect(await check()).toBe(false);
});

it.each([
  ["is not due yet", BEGUN_AT + 1, identity],
  ["is not watched", BEGUN_AT, "other.example"],
])("does nothing for a domain that %s", async (_, dueAt, name) => {
  const { check, asked, watched } = await startDue({}, dueAt);
  const before = await watched();
  expect(await check(BEGUN_AT, name)).toBe(false);
  expect(asked).toEqual([]);
  expect(await watched()).toEqual(before);
});

it("does nothing for a domain whose zone was checked a moment ago", async () => {
  const { check, asked, turns, watched } = await startDue({ turnMilliseconds: 3000 });
  await turns.take(identity, BEGUN_AT);
  const before = await watched();
  expect(await check(BEGUN_AT + 2999)).toBe(false);
  expect(asked).toEqual([]);
  expect(await watched()).toEqual(before);
  await check(BEGUN_AT + 3000);
  expect(asked).not.toEqual([]);
});
