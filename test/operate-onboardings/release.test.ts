import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { Onboarding } from "#core/onboarding/onboarding";
import { IDENTITY_KEPT_MS } from "#core/onboarding/schedule";
import { readProject } from "#core/projects/project";
import { takenAddress } from "../support/from-address-fixture.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { BY } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const { onboardingId, identity, mailFrom, owner, project } = onboardingOf();
const DKIM = { tokens: ["a", "b", "c"], signingHostedZone: "dkim.amazonses.com" };
const READY = { status: "ready", dkimVerifiedAt: BEGUN_AT, dkim: DKIM } as const;
const NOW = BEGUN_AT + 60_000;

/**
 * Makes a ready domain of two projects, one of which has a second domain, besides a third project and another
 * owner's.
 */
async function start(said: Partial<Onboarding> = READY, addresses: readonly string[] = []) {
  const world = await operatedWorld(said);
  const { table } = world;
  const claims = await readClaims(table, identity);
  await table.commit([claims.replaceWith(reserve([], onboardingId, owner, [identity, mailFrom]))]);
  const own = { identity, mailFrom, onboardingId };
  const other = { identity: "other.example", onboardingId: "onb_other" };
  for (const [name, domains] of Object.entries({ [project]: [own], shop: [other, own], third: [] })) {
    const { replaceWith } = await readProject(table, name);
    const fromAddresses = name === "third" ? addresses.map((address) => takenAddress(address)) : [];
    await table.commit([replaceWith({ project: name, owner, domains, fromAddresses })]);
  }
  const { replaceWith } = await readProject(table, "stranger");
  const theirs = { project: "stranger", owner: "cambridge", fromAddresses: [takenAddress("a@b.example")] };
  await table.commit([replaceWith(theirs)]);
  return {
    ...world,
    domainsOf: async (name: string) => (await readProject(table, name)).current?.domains,
    claims: () => readClaims(table, identity),
    cleanup: () => table.get({ pk: onboardingId, sk: "cleanup" }),
  };
}

it("says what it would do, and does nothing without a confirmation", async () => {
  const { act, table } = await start();
  const before = table.items();
  const { statusCode, body } = await act("release");
  expect([statusCode, body.outcome]).toEqual([200, "unchanged"]);
  expect(body.confirm).toEqual({ yes: true });
  expect(body.because).toMatch(/taken from oxford-stones and shop, .*SES loses .* from 2026-12-23/);
  expect(table.items()).toEqual(before);
});

it("takes the domain out of all its projects, releases its names, and leaves the identity to release-identities", async () => {
  const { act, now, events, domainsOf, claims, cleanup } = await start();
  expect(await act("release", { yes: true })).toMatchObject({ statusCode: 200, body: { outcome: "done" } });
  expect(await now()).toMatchObject({ status: "cancelled", closedBecause: "released" });
  expect(await events()).toEqual([{ type: "domain_released", by: BY, told: [] }]);
  expect(await domainsOf(project)).toEqual([]);
  expect(await domainsOf("shop")).toMatchObject([{ identity: "other.example" }]);
  const { entries, released } = await claims();
  expect([entries, released.map(({ name }) => name)]).toEqual([[], [identity, mailFrom]]);
  expect(await cleanup()).toMatchObject({
    queue: "cleanup",
    dueAt: NOW + IDENTITY_KEPT_MS,
    byOperator: true,
  });
});

it("finds the domain in any of many projects", async () => {
  const { act, table, domainsOf } = await start();
  for (let number = 0; number < 250; number += 1) {
    const name = `project-${String(number).padStart(3, "0")}`;
    const domains = number === 249 ? [{ identity, onboardingId }] : [];
    await table.commit([(await readProject(table, name)).replaceWith({ project: name, owner, domains })]);
  }
  await act("release", { yes: true });
  expect(await domainsOf("project-249")).toEqual([]);
});

it("is done once, however often and by how many it is asked for", async () => {
  const { act, events } = await start();
  const answers = await Promise.all(Array.from({ length: 10 }, () => act("release", { yes: true })));
  expect(answers.filter(({ body }) => body.outcome === "done")).toHaveLength(1);
  expect(await act("release", { yes: true })).toMatchObject({ body: { outcome: "unchanged" } });
  expect(await events()).toHaveLength(1);
});

describe("a domain is kept", () => {
  it("while any project of its owner has a from address there", async () => {
    const { act, table } = await start(READY, [`news@${identity}`, `a@sub.${identity}`, "b@other.example"]);
    const before = table.items();
    const { statusCode, body } = await act("release", { yes: true });
    expect(statusCode).toBe(409);
    expect(body.detail).toBe(`news@${identity} of third, a@sub.${identity} of third`);
    expect(table.items()).toEqual(before);
  });

  it("while another onboarding holds it or a name below it", async () => {
    const { act, table, claims } = await start();
    const { entries, replaceWith } = await claims();
    await table.commit([replaceWith(reserve(entries, "onb_below", owner, [`sub.${identity}`]))]);
    expect(await act("release", { yes: true })).toMatchObject({
      statusCode: 409,
      body: { detail: `sub.${identity}` },
    });
  });

  it.each(["held", "requested", "records_issued", "confirmed", "verified", "configured", "failed"] as const)(
    "while it is %s: it is cancelled, or ends, first",
    async (status) => {
      const { act, now } = await start({ ...READY, status });
      expect(await act("release", { yes: true })).toMatchObject({ statusCode: 409 });
      expect((await now()).status).toBe(status);
    },
  );
});

it.each(["cancelled", "expired"] as const)(
  "gives back what a domain left that was lost and %s",
  async (status) => {
    const { act, now, domainsOf, cleanup, table, claims } = await start({ ...READY, status });
    await table.commit([(await claims()).giveUp(onboardingId, BEGUN_AT)]);
    expect(await act("release", { yes: true })).toMatchObject({ body: { outcome: "done" } });
    expect(await now()).toMatchObject({ status, closedBecause: "released" });
    expect(await domainsOf("shop")).toMatchObject([{ identity: "other.example" }]);
    expect(await cleanup()).toMatchObject({ byOperator: true });
  },
);

it("leaves nothing to delete where nothing was made in SES", async () => {
  const { act } = await start({ status: "cancelled" });
  expect(await act("release", { yes: true })).toMatchObject({ body: { outcome: "unchanged" } });
});
