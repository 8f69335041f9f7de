import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { DnsResolver } from "#core/dns/observation";
import { WATCH } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { watchedPut } from "#core/watch/watched-domain";
import { checkWatchedDns } from "../../functions/watch-domains/check-watched-dns.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
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
  /** What happens during the first query. */
  const meanwhile: Array<() => Promise<unknown>> = [];
  const resolver: DnsResolver = {
    open(now) {
      const session = dns.open(now);
      const ask: typeof session.ask = async (questions) => {
        await meanwhile.pop()?.();
        asked.push(...questions.map(({ name }) => name));
        return session.ask(questions);
      };
      return { ...session, ask };
    },
  };
  const check = (now = BEGUN_AT, name = identity) =>
    checkWatchedDns(name, now, { table, turns, resolver, starter: { start: async () => undefined } });
  return { ...world, check, asked, meanwhile };
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

/** The result of the last check before the watch, with these states of the records. */
const checked = (stateOf: (index: number) => "right" | "missing") => ({
  lastCheck: {
    at: BEGUN_AT - 1,
    records: RECORDS.map((record, index) => seen(record, { state: stateOf(index) })),
    queries: 5,
  },
});

it.each([
  [
    "shows people that everything is right again",
    checked((index) => (index === 0 ? "missing" : "right")),
    BEGUN_AT,
  ],
  ["shows people nothing new while everything stays right", checked(() => "right"), BEGUN_AT - 1],
])("%s", async (_, said, shownAt) => {
  const { check, read } = await startDue(said);
  await check();
  const { lastCheck } = await read();
  expect(lastCheck?.at).toBe(shownAt);
  expect(lastCheck?.records).toHaveLength(5);
});

it("keeps the result of another run that was quicker", async () => {
  const { check, read, watched, table, meanwhile } = await startDue(checked(() => "missing"));
  const before = await watched();
  if (before === undefined) throw new Error("It is not watched");
  meanwhile.push(() => table.commit([watchedPut(before, { dueAt: BEGUN_AT + 1 })]));
  await check();
  expect((await read()).lastCheck?.at).toBe(BEGUN_AT - 1);
  expect(await watched()).toMatchObject({ version: before.version + 1, dueAt: BEGUN_AT + 1 });
});

it("shows no result for a domain that was lost during its check", async () => {
  const { check, read, table, meanwhile } = await startDue(checked(() => "missing"));
  meanwhile.push(() => changeOnboarding(table, onboardingId, () => ({ transition: "lose" })));
  await check();
  const { status, lastCheck } = await read();
  expect([status, lastCheck?.at]).toEqual(["lost", BEGUN_AT - 1]);
});
