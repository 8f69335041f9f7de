import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROBE } from "#core/onboarding/schedule";
import { type DueDomain, hostOf, zoneOf } from "#core/probes/due-domain";
import { pace } from "#core/probes/pace";
import { divideRun, type Shard, shardsOf } from "#core/probes/shards";

const NOW = Date.UTC(2026, 10, 23, 9);
const QUESTIONS = 5;

function domainsOf(
  count: number,
  nameServer: string,
  name = (index: number) => `d${index}.example`,
): DueDomain[] {
  return Array.from({ length: count }, (_, index) => ({
    pk: `onb_${nameServer}_${index}`,
    plan: { domain: name(index), since: NOW, nameServer, records: [] },
  }));
}

/** Returns the queries that the shards send to a group of domains in the busiest second. */
function busiestSecond(
  due: readonly DueDomain[],
  groupOf: (one: DueDomain) => string,
  shards: readonly Shard[] = shardsOf(due, NOW),
): number {
  const seconds = new Map<string, number>();
  for (const shard of shards) {
    for (const { due: one, afterMs } of pace(shard)) {
      const second = `${groupOf(one)} ${Math.floor(afterMs / 1000)}`;
      seconds.set(second, (seconds.get(second) ?? 0) + QUESTIONS);
    }
  }
  return Math.max(...seconds.values());
}

it("keeps the rate of a large DNS host, however many shards ask it", () => {
  const due = domainsOf(2_000, "ns1.large.example");
  expect(shardsOf(due, NOW).length).toBeGreaterThan(3);
  expect(busiestSecond(due, hostOf)).toBeLessThanOrEqual(PROBE.mostASecond.host);
});

it("keeps the rate of a DNS host whose domains don't divide evenly, some of them names of one company", () => {
  const names = domainsOf(80, "ns1.large.example", (index) => `d${index}.company.example`);
  for (const count of [300, 700, 1_100, 1_300, 1_500, 1_900]) {
    const due = [...names, ...domainsOf(count, "ns1.large.example")];
    expect(busiestSecond(due, hostOf)).toBeLessThanOrEqual(PROBE.mostASecond.host);
    expect(busiestSecond(due, zoneOf)).toBeLessThanOrEqual(PROBE.mostASecond.domain);
  }
});

it("keeps the rate of a zone with five hundred names, each of which gets a turn within some minutes", () => {
  const due = domainsOf(500, "ns1.company.example", (index) => `d${index}.company.example`);
  expect(busiestSecond(due, zoneOf)).toBeLessThanOrEqual(PROBE.mostASecond.domain);
  const seen = new Set<string>();
  for (let minute = 0; minute < 40; minute += 1) {
    for (const { domains } of shardsOf(due, NOW + minute * 60_000))
      for (const { pk } of domains) seen.add(pk);
  }
  expect(seen.size).toBe(500);
});

it("ends a run before the next one begins", () => {
  const due = [...domainsOf(5_000, "ns1.large.example"), ...domainsOf(300, "ns1.small.example")];
  for (const shard of shardsOf(due, NOW)) {
    expect(Math.max(...pace(shard).map(({ afterMs }) => afterMs))).toBeLessThan(PROBE.everyMs);
  }
});

it("puts small hosts into one shard, and no domain into two", () => {
  const due = Array.from({ length: 1_000 }, (_, index) =>
    domainsOf(1, `ns1.host${index}.example`, () => `own${index}.example`),
  ).flat();
  const shards = shardsOf(due, NOW);
  expect(shards).toHaveLength(2);
  const all = shards.flatMap(({ domains }) => domains.map(({ pk }) => pk));
  expect(new Set(all).size).toBe(1_000);
});

it.each([
  [499, [[499, 1]]],
  [500, [[500, 1]]],
  [
    501,
    [
      [500, 2],
      [1, 2],
    ],
  ],
])("divides the %i domains of one DNS host only if they are more than 500", (count, expected) => {
  const shards = shardsOf(domainsOf(count, "ns1.large.example"), NOW);
  expect(shards.map(({ domains, sharers }) => [domains.length, sharers])).toEqual(expected);
});

it("pauses in as few shards as it can, since a pause is paid for", () => {
  const due = Array.from({ length: 804 }, (_, host) =>
    domainsOf(
      host % 201 === 0 ? 200 : 1,
      `ns1.host${host}.example`,
      (number) => `d${number}-${host}.example`,
    ),
  ).flat();
  const lasting = shardsOf(due, NOW).filter((shard) => pace(shard).some(({ afterMs }) => afterMs > 1000));
  expect(lasting).toHaveLength(2);
});

it("fits into an asynchronous invocation", () => {
  const long = "a".repeat(120);
  const records = Array.from({ length: QUESTIONS }, (_, index) => ({
    name: `${index}${long}`,
    type: "CNAME" as const,
    value: long,
    right: false,
    seen: [4_294_967_295],
  }));
  const due = domainsOf(500, "ns1.small.example").map((one) => ({ ...one, plan: { ...one.plan, records } }));
  for (const shard of shardsOf(due, NOW)) expect(JSON.stringify(shard).length).toBeLessThan(1_000_000);
});

describe("a run that takes the largest hosts itself", () => {
  /** Many hosts, as in reality: the first has 1,500 domains, and each further one fewer. */
  const world = Array.from({ length: 400 }, (_, host) =>
    domainsOf(
      Math.ceil(1_500 / (host + 1)),
      `ns1.host${host}.example`,
      (number) => `d${number}-${host}.example`,
    ),
  ).flat();

  const partsOf = (due: readonly DueDomain[], now = NOW): readonly Shard[] => {
    const { own, others } = divideRun(due, now);
    return [...(own === undefined ? [] : [own]), ...others];
  };

  it("pauses for seconds in few invocations: a pause is paid for", () => {
    const { own, others } = divideRun(world, NOW);
    expect(own?.domains.length).toBeGreaterThan(5_000);
    const lasting = others.filter((shard) => pace(shard).some(({ afterMs }) => afterMs > 3000));
    expect(lasting).toEqual([]);
  });

  it("asks no faster than one invocation can", () => {
    const [own] = partsOf(world);
    const seconds = Map.groupBy(own === undefined ? [] : pace(own), ({ afterMs }) =>
      Math.floor(afterMs / 1000),
    );
    expect(Math.max(...[...seconds.values()].map(({ length }) => length))).toBeLessThanOrEqual(600);
  });

  it("leaves a run without a large host to its shards", () => {
    const due = domainsOf(40, "ns1.small.example");
    expect(divideRun(due, NOW)).toMatchObject({ own: undefined, others: [{ sharers: 1 }] });
    expect(divideRun([], NOW)).toEqual({ own: undefined, others: [] });
  });

  it("ends in time where all names of a host belong to one company", () => {
    const due = [
      ...domainsOf(1_995, "ns1.large.example"),
      ...domainsOf(376, "ns1.other.example"),
      ...domainsOf(99, "ns1.company.example", (one) => `d${one}.company.example`),
    ];
    for (const part of partsOf(due)) {
      for (const { afterMs } of pace(part)) expect(afterMs).toBeLessThan(52_000);
    }
  });

  it("keeps all rates and ends in time, whatever hosts and names there are, and probes each domain once", () => {
    const host = fc.record({ domains: fc.nat({ max: 2_400 }), names: fc.nat({ max: 150 }) });
    fc.assert(
      fc.property(fc.array(host, { maxLength: 8 }), fc.nat({ max: 1e6 }), (hosts, minute) => {
        const due = hosts.flatMap(({ domains, names }, number) => [
          ...domainsOf(domains, `ns1.host${number}.example`, (one) => `d${one}-${number}.example`),
          ...domainsOf(names, `ns1.host${number}.example`, (one) => `d${one}.company${number}.example`).map(
            (one) => ({ ...one, pk: `${one.pk}-name` }),
          ),
        ]);
        const parts = partsOf(due, NOW + minute * PROBE.everyMs);
        expect(busiestSecond(due, hostOf, parts)).toBeLessThanOrEqual(PROBE.mostASecond.host);
        expect(busiestSecond(due, zoneOf, parts)).toBeLessThanOrEqual(PROBE.mostASecond.domain);
        const keys = parts.flatMap(({ domains }) => domains.map(({ pk }) => pk));
        expect(new Set(keys).size).toBe(keys.length);
        for (const part of parts) for (const { afterMs } of pace(part)) expect(afterMs).toBeLessThan(55_000);
        const isCut = hosts.some(({ domains, names }) => domains + names > 2_000 || names > 100);
        if (!isCut) expect(keys).toHaveLength(due.length);
      }),
      { numRuns: 25 },
    );
  });
});
