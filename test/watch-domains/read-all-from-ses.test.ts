import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { WATCH } from "#core/onboarding/schedule";
import type { IdentityWatch } from "#core/watch/identity-watch";
import { readAllFromSes } from "../../functions/watch-domains/read-all-from-ses.ts";
import { watchDomains } from "../../functions/watch-domains/watch-domains.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";

const DOMAINS = Array.from({ length: 2345 }, (_, index) => `d${index}.example`);
const RUN_MS = 300_000;
const PAGE = 1000;

/** An account with many identities, of which one is watched. */
async function start({ slotMilliseconds = 0 } = {}) {
  const table = memoryTable();
  const watched = {
    pk: "watch#x",
    sk: "watch",
    version: 1,
    queue: "watched",
    dueAt: Number.MAX_SAFE_INTEGER,
  };
  await table.commit([{ item: watched, expectedVersion: undefined }]);
  const read: string[] = [];
  const calls: string[] = [];
  const paused: number[] = [];
  const identities: IdentityWatch = {
    async list(nextToken = "0") {
      calls.push("list");
      const end = Number(nextToken) + PAGE;
      const domains = DOMAINS.slice(Number(nextToken), end);
      return { domains, ...(end < DOMAINS.length && { nextToken: String(end) }) };
    },
    async dkim(some) {
      calls.push("dkim");
      read.push(...some);
      return new Map();
    },
    async mailFrom() {
      calls.push("mail-from");
      return new Map();
    },
  };
  const deps = {
    table,
    queue: table,
    budget: fakeBudget(slotMilliseconds),
    turns: fakeTurns(),
    identities,
    listing: table,
    index: table,
    resumer: { resume: async () => undefined },
    tenants: { paused: async () => ({ tenants: [] }) },
    ...{ reader: fakeSes(), signer: fakeSes(), mailFrom: fakeSes() },
    resolver: declaredDns(),
    starter: { start: async () => undefined },
    pause: async (ms: number) => void paused.push(ms),
  };
  return { deps, read, calls, paused };
}

describe("the pass over SES", () => {
  it("asks about every domain once, a thousand listed and a hundred read in a call", async () => {
    const { deps, read, calls, paused } = await start();
    for (let run = 0; run < 5; run += 1) await readAllFromSes(run * RUN_MS, deps);
    expect(read).toEqual(DOMAINS);
    expect(calls).toHaveLength(3 + 2 * 24);
    expect(paused).toEqual([]);
  });

  it("makes each call in its slot, waits ten seconds at most, and goes on in the next run", async () => {
    const { deps, read, calls, paused } = await start({ slotMilliseconds: 1000 });
    await readAllFromSes(0, deps);
    expect(calls).toHaveLength(11);
    expect(paused).toEqual(Array.from({ length: 10 }, () => 1000));
    for (let run = 1; run < 8; run += 1) await readAllFromSes(run * RUN_MS, deps);
    expect(read).toEqual(DOMAINS);
  });

  it("begins again an hour after it began, and not before", async () => {
    const { deps, read } = await start();
    for (let run = 0; run < 12; run += 1) await readAllFromSes(run * RUN_MS, deps);
    expect(read).toHaveLength(DOMAINS.length);
    for (let run = 12; run < 24; run += 1) await readAllFromSes(run * RUN_MS, deps);
    expect(read).toEqual([...DOMAINS, ...DOMAINS]);
  });

  it("is made up for by one call a run, of a domain that it has not come to for long", async () => {
    const { deps, calls } = await start();
    const due = ["a", "b", "c"].map((name) => `${name}.example`);
    for (const identity of due) {
      const key = { pk: `watch#${identity}`, sk: "watch" };
      const item = { ...key, version: 1, identity, onboardingId: "onb_1", records: [], queue: "watched" };
      await deps.table.commit([{ item: { ...item, dueAt: 0 }, expectedVersion: undefined }]);
    }
    const asked: string[] = [];
    const dkim = async ([identity = ""]: readonly string[]) => {
      asked.push(identity);
      return new Map([[identity, { status: "SUCCESS", isSigning: true } as const]]);
    };
    const identities = { ...deps.identities, list: async () => ({ domains: [] }), dkim };
    const now = WATCH.unlistedMs;
    for (const run of [0, 1, 2, 3]) await watchDomains({ time: now + run * RUN_MS }, { ...deps, identities });
    expect(asked).toEqual(due);
    expect(calls).toEqual([]);
  });

  it("does not ask while nothing is watched", async () => {
    const { deps, calls } = await start();
    expect(await readAllFromSes(0, { ...deps, queue: memoryTable() })).toBe(0);
    expect(calls).toEqual([]);
  });

  it("never delays the DNS checks, and continues where it was", async () => {
    const { deps, read } = await start();
    const throttled = async () => {
      throw new TransientServiceError("Throttling: Rate exceeded");
    };
    const failing = { ...deps, identities: { ...deps.identities, dkim: throttled } };
    expect(await watchDomains({ time: 0 }, failing)).toEqual({ asked: 0, checked: 0 });
    for (let run = 1; run < 6; run += 1) await watchDomains({ time: run * RUN_MS }, deps);
    expect(read).toEqual(DOMAINS);
  });
});
