import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { WATCH } from "#core/onboarding/schedule";
import type { IdentityWatch } from "#core/watch/identity-watch";
import { readAllFromSes } from "../../functions/watch-domains/read-all-from-ses.ts";
import { createSlots } from "../../functions/watch-domains/slots.ts";
import { watchDomains } from "../../functions/watch-domains/watch-domains.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const DOMAINS = Array.from({ length: 2345 }, (_, index) => `d${index}.example`);
const RUN_MS = 300_000;
const PAGE = 1000;
const PASSES_A_ROUND = WATCH.roundMs / WATCH.passEveryMs;

/** Starts with an account with many identities, of which one is watched. */
async function start({ slotMilliseconds = 0, suspects = [] as readonly string[] } = {}) {
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
      const domains = DOMAINS.slice(Number(nextToken), end).map((identity) => ({
        identity,
        isFine: !suspects.includes(identity),
      }));
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
  const run = (now: number, some: Partial<typeof deps> = {}) => {
    const all = { ...deps, ...some };
    return readAllFromSes(now, all, createSlots(now, all, WATCH.sesCalls));
  };
  const hours = async (from: number, count: number) => {
    const end = from + count * WATCH.passEveryMs;
    for (let now = from; now < end; now += RUN_MS) await run(now);
    return end;
  };
  return { deps, read, calls, paused, run, hours };
}

describe("the pass over SES", () => {
  it("lists every identity each hour, and reads each once in eight, a hundred in two calls", async () => {
    const { read, calls, hours } = await start();
    await hours(0, PASSES_A_ROUND);
    expect(read.toSorted()).toEqual(DOMAINS.toSorted());
    expect(calls.filter((call) => call === "list")).toHaveLength(3 * PASSES_A_ROUND);
    const reads = calls.filter((call) => call === "dkim").length;
    expect(reads).toBeLessThanOrEqual(PASSES_A_ROUND * Math.ceil(DOMAINS.length / PASSES_A_ROUND / 100 + 1));
  });

  it("spreads the reads over eight passes if the list goes on, however short its first page is", async () => {
    const { deps, read, run } = await start();
    const domains = DOMAINS.slice(0, 50).map((identity) => ({ identity, isFine: true }));
    const list: IdentityWatch["list"] = async (token) =>
      token === undefined ? { domains: domains.slice(0, 9), nextToken: "9" } : { domains: domains.slice(9) };
    for (let pass = 0; pass < PASSES_A_ROUND; pass += 1)
      await run(pass * WATCH.passEveryMs, { identities: { ...deps.identities, list } });
    expect(read.toSorted()).toEqual(domains.map(({ identity }) => identity).toSorted());
  });

  it("reads first, and in each pass, identities whose list entry has changed", async () => {
    const suspects = DOMAINS.filter((_, index) => index % 400 === 7);
    const { read, hours } = await start({ suspects });
    const end = await hours(0, 1);
    expect(read.slice(0, 3)).toEqual(suspects.slice(0, 3));
    await hours(end, PASSES_A_ROUND - 1);
    for (const one of suspects) expect(read.filter((name) => name === one)).toHaveLength(PASSES_A_ROUND);
  });

  it.each([
    [100, 1],
    [200, 2],
    [400, 4],
    [401, 8],
  ])("reads each of %d identities once in %d hours", async (count, passes) => {
    const { deps, read, run } = await start();
    const some = DOMAINS.slice(0, count).map((identity) => ({ identity, isFine: true }));
    const identities = { ...deps.identities, list: async () => ({ domains: some }) };
    for (let pass = 0; pass < 2 * passes; pass += 1) {
      if (pass === passes) expect(read.toSorted()).toEqual(DOMAINS.slice(0, count).toSorted());
      await run(pass * WATCH.passEveryMs, { identities });
    }
    expect(read).toHaveLength(2 * count);
  });

  it("never waits longer than eight hours for an identity while the account grows", async () => {
    const { deps, run } = await start();
    const [counts, seen] = [[90, 150, 390, 400, 800, 2000, 300, 50], new Map<string, number[]>()];
    for (let pass = 0; pass < 100; pass += 1) {
      const count = counts[Math.floor(pass / 11) % counts.length] ?? 0;
      const domains = DOMAINS.slice(0, count).map((identity) => ({ identity, isFine: true }));
      const dkim = async (some: readonly string[]) => {
        for (const name of some) seen.set(name, [...(seen.get(name) ?? []), pass]);
        return new Map();
      };
      await run(pass * WATCH.passEveryMs, {
        identities: { ...deps.identities, list: async () => ({ domains }), dkim },
      });
    }
    for (const name of DOMAINS.slice(0, 50)) {
      const passes = seen.get(name) ?? [];
      const gaps = passes.map((pass, index) => pass - (passes[index - 1] ?? -1));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(PASSES_A_ROUND);
    }
  });

  it("makes each call in its slot, and a tenth of all slots at most, and continues in the next run", async () => {
    const suspects = DOMAINS;
    const { read, calls, paused, run } = await start({ slotMilliseconds: 1000, suspects });
    await run(0);
    expect(calls.length).toBeGreaterThanOrEqual(WATCH.sesCalls.most - 1);
    expect(calls.length).toBeLessThanOrEqual(WATCH.sesCalls.most);
    expect(new Set(paused)).toEqual(new Set([1000]));
    await run(RUN_MS);
    expect(new Set(read)).toEqual(new Set(DOMAINS));
    expect(calls).toHaveLength(3 + 2 * 24);
  });

  it("takes no more slots where all are free", async () => {
    const { calls, run } = await start({ suspects: DOMAINS });
    await run(0);
    expect(calls.length).toBeLessThanOrEqual(WATCH.sesCalls.most);
  });

  it("leaves its calls for later where the next slot is far off", async () => {
    const { calls, deps, run } = await start({ slotMilliseconds: 1000 });
    for (let taken = 0; taken < 60; taken += 1) await deps.budget.take(0);
    expect(await run(0)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it("begins again an hour after it began, and not before", async () => {
    const { calls, run } = await start();
    const lists = () => calls.filter((call) => call === "list").length;
    for (let now = 0; now < WATCH.passEveryMs; now += RUN_MS) await run(now);
    expect(lists()).toBe(3);
    await run(WATCH.passEveryMs);
    expect(lists()).toBe(6);
  });

  it("is supplemented by one call in each run, for a domain that it has not read for long", async () => {
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

  it("checks all domains that are due in one run, and one that fails does not keep the others", async () => {
    const { deps } = await start();
    // The domain is not ready any more, so its watch stops.
    await keep(deps.table, issuedOf({}));
    for (const identity of DOMAINS.slice(0, 250)) {
      const key = { pk: `watch#${identity}`, sk: "watch" };
      const onboardingId = identity === "d7.example" ? "onb_lost" : ID;
      const item = { ...key, version: 1, identity, onboardingId, records: [], queue: "watched", dueAt: 0 };
      await deps.table.commit([{ item, expectedVersion: undefined }]);
    }
    expect((await watchDomains({ time: 1 }, deps)).checked).toBe(250);
    expect(await deps.table.due("watched", 1)).toEqual([{ pk: "watch#d7.example", sk: "watch" }]);
  });

  it.each([
    [99, ["list", "list", "dkim", "mail-from"]],
    [100, ["list", "dkim", "mail-from", "list", "dkim", "mail-from"]],
  ])(
    "reads a full hundred before it lists another page: %i identities on the first",
    async (count, order) => {
      const { deps, read, calls, run } = await start();
      const names = DOMAINS.slice(0, count + 1);
      const list = async (from?: string) => {
        calls.push("list");
        const page = from === undefined ? names.slice(0, count) : names.slice(count);
        const domains = page.map((identity) => ({ identity, isFine: false }));
        return { domains, ...(from === undefined && { nextToken: "1" }) };
      };
      await run(0, { identities: { ...deps.identities, list } });
      expect(calls).toEqual(order);
      expect(read.toSorted()).toEqual(names.toSorted());
    },
  );

  it("does not ask while nothing is watched", async () => {
    const { calls, run } = await start();
    expect(await run(0, { queue: memoryTable() })).toEqual([]);
    expect(calls).toEqual([]);
  });

  it("never delays the DNS checks, and continues where it was", async () => {
    const { deps, read, run } = await start({ suspects: DOMAINS });
    const throttled = async () => {
      throw new TransientServiceError("Throttling: Rate exceeded");
    };
    const failing = { ...deps, identities: { ...deps.identities, dkim: throttled } };
    expect(await watchDomains({ time: 0 }, failing)).toEqual({ asked: 0, checked: 0 });
    for (let next = 1; next < 6; next += 1) await run(next * RUN_MS);
    expect(read.toSorted()).toEqual(DOMAINS.toSorted());
  });

  it("skips nothing if its runs are killed at any call, come twice, or come late", async () => {
    const fate = fc.record({
      killedAt: fc.option(fc.nat({ max: 12 })),
      isDoubled: fc.boolean(),
      lateMs: fc.nat({ max: RUN_MS / 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 30 }), async (fates) => {
        const suspects = DOMAINS.slice(500, 510);
        const { deps, read, run } = await start({ suspects });
        const one = async ({ killedAt, lateMs }: (typeof fates)[number], at: number): Promise<void> => {
          let calls = 0;
          const dying =
            <T extends unknown[], R>(call: (...args: T) => Promise<R>) =>
            async (...args: T): Promise<R> => {
              calls += 1;
              if (calls > (killedAt ?? Number.POSITIVE_INFINITY)) throw new Error("killed");
              return call(...args);
            };
          const { list, dkim, mailFrom } = deps.identities;
          const identities = { list: dying(list), dkim: dying(dkim), mailFrom: dying(mailFrom) };
          await run(at + lateMs, { identities }).catch(() => undefined);
        };
        let now = 0;
        for (const next of fates) {
          await Promise.all(Array.from({ length: next.isDoubled ? 2 : 1 }, () => one(next, now)));
          now += RUN_MS;
        }
        const before = read.length;
        const end = now + WATCH.roundMs + WATCH.passEveryMs;
        for (; now < end; now += RUN_MS) await run(now);
        const after = new Set(read.slice(before));
        expect(DOMAINS.filter((name) => !after.has(name))).toEqual([]);
        for (const name of suspects)
          expect(read.slice(before).filter((one) => one === name).length).toBeGreaterThanOrEqual(8);
      }),
      { numRuns: 20 },
    );
  });
});
