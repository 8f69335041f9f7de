import { describe, expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { createKnownAnswers } from "#adapters/dns/known-answers";
import type { DnsResolver, Observation } from "#core/dns/observation";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { record, txt } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";
import {
  fakeResolvers,
  type KnownAnswersOf,
  NODATA,
  NXDOMAIN,
  nodataIn,
  SERVFAIL,
  values,
} from "./fake-resolvers.ts";
import { ask, CNAME, D, INFRASTRUCTURE, RESOLVER, twoServers } from "./oxford-zone.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

const NOW = Date.UTC(2026, 10, 30, 12);
const TTL_MS = 300_000;

let network: DnsNetwork;

const REGISTRY = [
  record("example", "NS", "ns.registry.example"),
  record("example", "NS", "ns2.registry.example"),
  record("ns.registry.example", "A", "127.0.0.4"),
  record("ns2.registry.example", "A", "127.0.0.5"),
];

const SENDERS = txt("amazonses.com", "v=spf1 -all");

async function start(known = [SENDERS, ...INFRASTRUCTURE, ...REGISTRY]): Promise<DnsResolver> {
  network = await startDnsNetwork({
    ...twoServers([CNAME], known),
    "127.0.0.4": { zones: ["example"], records: [record(D, "NS", "ns1.host.example")] },
  });
  onTestFinished(() => network.stop());
  return createDnsResolver({
    resolvers: [{ address: RESOLVER, port: network.port }],
    port: network.port,
    allowedRanges: ["127.0.0.0/8"],
  });
}

/** Checks once, and returns the observations and the queries to the resolver. */
async function check(
  resolver: DnsResolver,
  nowMs?: number,
): Promise<{ readonly seen: readonly Observation[]; readonly toResolver: readonly string[] }> {
  const before = network.received.length;
  const session = resolver.open(nowMs);
  const seen = await session.ask([
    ask(CNAME.name, "CNAME"),
    { name: "amazonses.com", type: "TXT", through: "resolver" },
  ]);
  session.end();
  const asked = network.received.slice(before).filter(({ host }) => host === RESOLVER);
  return { seen, toResolver: asked.map(({ type, name }) => `${type} ${name}`).toSorted() };
}

const ALL = [
  "A ns.registry.example",
  "A ns1.host.example",
  "A ns2.host.example",
  "NS example",
  `NS ${D}`,
  "TXT amazonses.com",
];

onLoopback("asks for the second server of the zone above only if the first one fails", async () => {
  expect((await check(await start())).toResolver).toEqual(ALL);
});

onLoopback("asks in the next check for the domain's own name servers alone, until a TTL ends", async () => {
  const resolver = await start();
  const first = await check(resolver, NOW);
  expect(first.toResolver).toEqual(ALL);
  const next = await check(resolver, NOW + TTL_MS - 60_000);
  expect(next.toResolver).toEqual([`NS ${D}`]);
  expect(next.seen[0]).toEqual(first.seen[0]);
  expect(next.seen[1]?.recursive[0]?.answer).toEqual({ kind: "records", values: ["v=spf1 -all"], ttl: 60 });
  expect((await check(resolver, NOW + TTL_MS)).toResolver).toEqual(ALL);
});

onLoopback("keeps nothing for a session that has no time", async () => {
  const resolver = await start();
  await check(resolver, NOW);
  expect((await check(resolver)).toResolver).toEqual(ALL);
  expect((await check(resolver)).toResolver).toEqual(ALL);
});

onLoopback("sees in the next check that the domain has moved", async () => {
  const known = [...INFRASTRUCTURE, ...REGISTRY];
  const resolver = await start(known);
  await check(resolver, NOW);
  known.splice(0, 1);
  const { seen } = await check(resolver, NOW);
  expect(seen[0]?.delegation?.own).toEqual(["ns2.host.example"]);
});

onLoopback.each([
  ["no IPv4 address", []],
  ["none that may be asked", [record("ns1.host.example", "A", "10.0.0.1")]],
])("asks for the IPv6 address of a name server with %s", async (_, addresses) => {
  const resolver = await start([SENDERS, record(D, "NS", "ns1.host.example"), ...addresses]);
  expect((await check(resolver)).toResolver).toEqual([
    "A ns1.host.example",
    "AAAA ns1.host.example",
    "NS example",
    `NS ${D}`,
    "TXT amazonses.com",
  ]);
});

describe("an answer that is asked for again", () => {
  const MINUTE = 100;

  function cacheOf(known: KnownAnswersOf) {
    const { resolvers, asked } = fakeResolvers(known);
    const answers = createKnownAnswers();
    return { at: (minute: number) => answers.through(resolvers, minute), asked };
  }

  it.each([
    ["as long as it was", 30, 0, 30],
    ["as long as it was, if that is all of the time left", 60, 0, 60],
    ["the time left", 300, 1, 240],
    ["an hour at most", 86_400, 0, 3_600],
  ])("has a TTL of %s", async (_, ttl, minutes, left) => {
    const { at, asked } = cacheOf({ "NS example": values(ttl, "a") });
    expect((await at(MINUTE).find("example", "NS")).answer).toEqual(values(ttl, "a"));
    expect((await at(MINUTE + minutes).find("example", "NS")).answer).toEqual(values(left, "a"));
    expect(asked).toEqual(["NS example"]);
  });

  it("is the same denial, with the zone that it names", async () => {
    const { at, asked } = cacheOf({ "NS city.example": nodataIn("example") });
    const first = await at(MINUTE).find("city.example", "NS");
    expect(await at(MINUTE).find("city.example", "NS")).toStrictEqual(first);
    expect(first).toMatchObject({ answer: NODATA, enclosingZone: "example" });
    expect(asked).toHaveLength(1);
    await at(MINUTE + 1).find("city.example", "NS");
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["TXT", NXDOMAIN, 1],
    ["NS", NXDOMAIN, 2],
    ["A", NXDOMAIN, 2],
    ["TXT", SERVFAIL, 2],
  ] as const)("to a %s query, %j, takes %i question(s) in all", async (type, answer, times) => {
    const { at, asked } = cacheOf({ [`${type} example`]: answer });
    for (let turn = 0; turn < 2; turn += 1) await at(MINUTE).find("example", type);
    expect(asked).toHaveLength(times);
  });

  it("is kept by name and type, and only where resolvers may answer from their caches", async () => {
    const { at, asked } = cacheOf({ "NS example": values(300, "a"), "A example": values(300, "192.0.2.1") });
    const resolvers = at(MINUTE);
    await resolvers.find("example", "NS");
    expect((await resolvers.find("example", "A")).answer).toEqual(values(300, "192.0.2.1"));
    await resolvers.findUnchecked("example", "NS");
    await resolvers.askAll("example", "NS");
    expect(asked).toEqual(["NS example", "A example", "unchecked NS example", "all NS example"]);
  });
});
