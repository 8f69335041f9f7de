import { expect, it } from "vitest";
import { PROBE } from "#core/onboarding/schedule";
import { type DueDomain, hostOf, zoneOf } from "#core/probes/due-domain";
import { pace } from "#core/probes/pace";
import { shardsOf } from "#core/probes/shards";

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

/** The questions that the shards send to a group of domains in the busiest second. */
function busiestSecond(due: readonly DueDomain[], groupOf: (one: DueDomain) => string): number {
  const seconds = new Map<string, number>();
  for (const shard of shardsOf(due, NOW)) {
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

it("puts small hosts together, and no domain into two shards", () => {
  const due = Array.from({ length: 1_000 }, (_, index) =>
    domainsOf(1, `ns1.host${index}.example`, () => `own${index}.example`),
  ).flat();
  const shards = shardsOf(due, NOW);
  expect(shards).toHaveLength(2);
  const all = shards.flatMap(({ domains }) => domains.map(({ pk }) => pk));
  expect(new Set(all).size).toBe(1_000);
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
