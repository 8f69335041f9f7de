import { expect, it } from "vitest";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import type { DkimState } from "#core/watch/identity-watch";
import { newWatchedDomain, readWatched } from "#core/watch/watched-domain";
import { detectDeletion } from "../../functions/watch-domains/detect-deletion.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const LONG_MISSING = BEGUN_AT + WATCH.unlistedMs;
const ready = issuedOf({ status: "ready" });

/** Starts with a watched domain of which SES says this, or nothing. */
async function watching(status?: DkimState["status"]) {
  const table = memoryTable();
  await keep(table, ready);
  await table.commit([await newWatchedDomain(table, ready, BEGUN_AT)]);
  const asked: string[] = [];
  const deps = {
    table,
    budget: fakeBudget(0),
    identities: {
      list: async () => ({ domains: [] }),
      async dkim(names: readonly string[]) {
        asked.push(...names);
        return new Map(status === undefined ? [] : [[ready.identity, { status, isSigning: true }]]);
      },
      mailFrom: async () => new Map(),
    },
    starter: { start: async () => undefined },
  };
  return {
    ...{ asked },
    detect: (now: number, identity = ready.identity) => detectDeletion(identity, now, deps),
    isReady: async () => (await readOnboarding(table, ID)).status === "ready",
    knownAt: async () => (await readWatched(table, ready.identity))?.knownAt,
  };
}

it.each<[string, number, string]>([
  ["a domain that was listed recently", LONG_MISSING - 1, ready.identity],
  ["a domain that is not watched", LONG_MISSING, "other.example"],
])("has no reason to ask about %s", async (_, now, identity) => {
  const { detect, asked, isReady } = await watching();
  expect(await detect(now, identity)).toBe(false);
  expect([asked, await isReady()]).toEqual([[], true]);
});

it.each<[string, DkimState["status"] | undefined]>([
  ["SES does not know", undefined],
  ["SES has not started", "NOT_STARTED"],
])("asks about an identity that %s, and the domain is lost", async (_, status) => {
  const { detect, asked, isReady } = await watching(status);
  expect(await detect(LONG_MISSING)).toBe(true);
  expect([asked, await isReady()]).toEqual([[ready.identity], false]);
});

it("asks about an identity that SES still has, and notes when it was known", async () => {
  const { detect, asked, isReady, knownAt } = await watching("PENDING");
  expect(await detect(LONG_MISSING)).toBe(true);
  expect([asked, await isReady(), await knownAt()]).toEqual([[ready.identity], true, LONG_MISSING]);
});
