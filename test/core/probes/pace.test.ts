import { describe, expect, it } from "vitest";
import type { DueDomain } from "#core/probes/due-domain";
import { pace } from "#core/probes/pace";
import { shardsOf } from "#core/probes/shards";

const NOW = Date.UTC(2026, 10, 23, 9);

/** Returns domains of one DNS host, each registered on its own or all names of one company. */
function domainsAt(host: string, count: number, company?: string): DueDomain[] {
  return Array.from({ length: count }, (_, index) => ({
    pk: `onb_${host}_${company ?? ""}_${index}`,
    plan: {
      domain: `${host}-${index}.${company === undefined ? "example" : `${company}.example`}`,
      since: NOW,
      nameServer: `ns1.${host}.example`,
      records: [],
    },
  }));
}

/** Returns when the domains of the host `watched` are asked, beside single domains of many other hosts. */
function turnsOf(watched: readonly DueDomain[], others: number, sharers = 1): number[] {
  const beside = Array.from({ length: others }, (_, index) => domainsAt(`other${index}`, 1)).flat();
  return pace({ now: NOW, sharers, domains: [...beside, ...watched] })
    .filter(({ due }) => watched.includes(due))
    .map(({ afterMs }) => afterMs);
}

function evenly(count: number, everyMs: number): number[] {
  return Array.from({ length: count }, (_, index) => index * everyMs);
}

describe("the turns of one DNS host", () => {
  it.each<[string, number, number, number]>([
    ["as near as its rate allows in a shard of the usual size", 2, 498, 25],
    ["as near as its rate allows if it has most of a large shard", 500, 100, 25],
    ["spread over a large shard if it has few domains", 2, 598, 750],
    ["spread at exactly the time after which a zone may be asked again", 3, 597, 500],
    ["spread at a whole part of that time, and no faster than needed", 50, 550, 50],
    ["spread at the needed time if it is a whole part already", 30, 570, 50],
  ])("are %s", (_, count, others, everyMs) => {
    expect(turnsOf(domainsAt("watched", count), others)).toEqual(evenly(count, everyMs));
  });

  it.each([
    [2, 50],
    [4, 100],
    [40, 1000],
    [80, 1000],
  ])("leave room for those of %i shards that share the host", (sharers, everyMs) => {
    expect(turnsOf(domainsAt("watched", 3), 0, sharers)).toEqual(evenly(3, everyMs));
  });

  it("wait for the zone if they are names of one company, while other domains use the time", () => {
    const names = domainsAt("watched", 3, "company");
    const others = domainsAt("watched", 2);
    const paced = pace({ now: NOW, sharers: 1, domains: [...others, ...names] });
    expect(paced.map(({ due, afterMs }) => [due.plan.domain, afterMs])).toEqual([
      ["watched-0.company.example", 0],
      ["watched-0.example", 25],
      ["watched-1.example", 50],
      ["watched-1.company.example", 500],
      ["watched-2.company.example", 1000],
    ]);
  });
});

describe("a run takes the domains that it can ask in its time", () => {
  const taken = (due: readonly DueDomain[]) => shardsOf(due, NOW).flatMap(({ domains }) => domains).length;

  it.each([
    [99, 99],
    [100, 100],
    [101, 100],
  ])("of %i names of one company, %i", (count, expected) => {
    expect(taken(domainsAt("watched", count, "company"))).toBe(expected);
  });

  it.each([
    [2_000, 2_000],
    [2_001, 2_000],
  ])("of %i domains of one DNS host, %i", (count, expected) => {
    expect(taken(domainsAt("watched", count))).toBe(expected);
  });
});
