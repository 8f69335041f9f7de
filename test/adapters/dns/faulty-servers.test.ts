import { afterEach, expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Observation } from "#core/dns/observation";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Fault, type Host, record, txt } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

const RESOLVER = "127.0.0.9";
const SECOND_RESOLVER = "127.0.0.10";
const D = "oxford.example";
const NAME = `t1._domainkey.${D}`;
const CNAME = record(NAME, "CNAME", "t1.dkim.amazonses.com");
const GOOD: Host = { zones: [D], records: [CNAME] };
const KNOWN = [
  record(D, "NS", "ns1.host.example"),
  record(D, "NS", "ns2.host.example"),
  record("ns1.host.example", "A", "127.0.0.2"),
  record("ns2.host.example", "A", "127.0.0.3"),
];
const KNOWING: Host = { zones: "recursive", records: KNOWN };

let network: DnsNetwork;
afterEach(() => network.stop());

async function look(
  hosts: Record<string, Host>,
  allowedRanges = ["127.0.0.0/8"],
  limits = {},
): Promise<Observation> {
  network = await startDnsNetwork(hosts);
  const { port } = network;
  const session = createDnsResolver({
    resolvers: [RESOLVER, SECOND_RESOLVER].map((address) => ({ address, port })),
    port,
    allowedRanges,
    limits: { queryMs: 600, ...limits },
  }).open();
  onTestFinished(() => session.end());
  const [sighting] = await session.ask([{ name: NAME, type: "CNAME", isRight: () => true }]);
  if (sighting === undefined) throw new Error("nothing seen");
  return sighting;
}

const withSecond = (second: Host): Record<string, Host> => ({
  "127.0.0.2": GOOD,
  "127.0.0.3": second,
  [RESOLVER]: KNOWING,
  [SECOND_RESOLVER]: KNOWING,
});

onLoopback.each<[Fault, string]>([
  ["servfail", "servfail"],
  ["refuse", "refused"],
  ["drop", "timeout"],
  ["lame", "lame"],
  ["always-truncate", "malformed"],
  ["wrong-id", "timeout"],
  ["wrong-name", "timeout"],
  ["malformed", "malformed"],
  ["pointer-loop", "malformed"],
])("tells a name server's fault apart: %s is unknown for %s, beside the good one", async (fault, reason) => {
  const { authoritative } = await look(withSecond({ ...GOOD, fault }));
  expect(authoritative.map(({ answer }) => answer)).toEqual([
    { kind: "records", values: ["t1.dkim.amazonses.com"], ttl: 300 },
    { kind: "unknown", reason },
  ]);
});

onLoopback("takes no answer from another address", async () => {
  const { authoritative } = await look(withSecond({ ...GOOD, wrongSource: "127.0.0.7" }));
  expect(authoritative[1]?.answer).toEqual({ kind: "unknown", reason: "timeout" });
});

onLoopback("asks over TCP after a truncated answer", async () => {
  const { authoritative } = await look(withSecond({ ...GOOD, fault: "truncate" }));
  expect(authoritative[1]?.answer.kind).toBe("records");
  expect(network.received.filter(({ host }) => host === "127.0.0.3").map(({ tcp }) => tcp)).toEqual([
    false,
    true,
  ]);
});

onLoopback.each<[string, Fault]>([
  ["FORMERR", "no-edns"],
  ["NOTIMP", "no-edns-notimp"],
  ["SERVFAIL", "no-edns-servfail"],
])("asks without EDNS where the answer to EDNS is %s", async (_, fault) => {
  const { authoritative } = await look(withSecond({ ...GOOD, fault }));
  expect(authoritative[1]?.answer.kind).toBe("records");
});

onLoopback.each<[string, Fault]>([
  ["asks with EDNS once only where it was refused before", "no-edns"],
  ["asks a server once a question if it answers SERVFAIL with EDNS and without", "servfail"],
])("%s", async (_, fault) => {
  network = await startDnsNetwork(withSecond({ ...GOOD, fault }));
  const { port } = network;
  const session = createDnsResolver({
    resolvers: [{ address: RESOLVER, port }],
    port,
    allowedRanges: ["127.0.0.0/8"],
  }).open();
  onTestFinished(() => session.end());
  await session.ask([{ name: NAME, type: "CNAME" }]);
  await session.ask([{ name: NAME, type: "TXT" }]);
  const received = network.received.filter(({ host }) => host === "127.0.0.3");
  expect(received.map(({ type }) => type)).toEqual(["CNAME", "CNAME", "TXT"]);
});

onLoopback("reads an answer of almost 64 kB over TCP", async () => {
  const long = Array.from({ length: 180 }, (_, n) => txt(NAME, `${n} ${"x".repeat(250)}`, "y".repeat(50)));
  const right = txt(NAME, "v=spf1 include:amazonses.com ~all");
  const host: Host = { zones: [D], records: [...long, right], fault: "truncate" };
  network = await startDnsNetwork({ ...withSecond(host), "127.0.0.2": host });
  const { port } = network;
  const session = createDnsResolver({
    resolvers: [{ address: RESOLVER, port }],
    port,
    allowedRanges: ["127.0.0.0/8"],
  }).open();
  onTestFinished(() => session.end());
  const [observation] = await session.ask([{ name: NAME, type: "TXT" }]);
  for (const { answer } of observation?.authoritative ?? []) {
    expect(answer.kind === "records" && answer.values.length).toBe(181);
  }
});

onLoopback("asks a silent server once more, at its second address", async () => {
  const hosts = withSecond({ ...GOOD, fault: "drop" });
  hosts["127.0.0.4"] = GOOD;
  const known = [...KNOWN, record("ns2.host.example", "A", "127.0.0.4")];
  hosts[RESOLVER] = { zones: "recursive", records: known };
  const { authoritative } = await look(hosts);
  expect(authoritative.map(({ answer }) => answer.kind)).toEqual(["records", "records"]);
  expect(authoritative[1]?.address).toBe("127.0.0.4");
});

onLoopback("turns to the second resolver when the first fails, and from then on", async () => {
  const hosts = withSecond(GOOD);
  hosts[RESOLVER] = { ...KNOWING, fault: "drop" };
  const { zone, recursive } = await look(hosts);
  expect(zone).toBe(D);
  expect(recursive.map(({ answer }) => answer.kind)).toEqual(["unknown", "absent"]);
  // One query each for the name servers and the zone above, and two for what the cache holds.
  expect(network.received.filter(({ host }) => host === RESOLVER)).toHaveLength(4);
});

onLoopback("knows nothing when no resolver answers", async () => {
  const deaf: Host = { ...KNOWING, fault: "servfail" };
  const sighting = await look({ ...withSecond(GOOD), [RESOLVER]: deaf, [SECOND_RESOLVER]: deaf });
  expect(sighting).toMatchObject({ nameServers: [], authoritative: [] });
  expect(sighting.recursive.map(({ answer }) => answer)).toEqual([{ kind: "unknown", reason: "servfail" }]);
});

onLoopback("tells broken signatures apart from servers that are dead, and finds the zone", async () => {
  const bogus: Host = { ...KNOWING, fault: "bogus", faultAt: D };
  const sighting = await look({ ...withSecond(GOOD), [RESOLVER]: bogus, [SECOND_RESOLVER]: bogus });
  expect(sighting).toMatchObject({ zone: D, dnssec: "broken", zoneExists: "yes" });
  expect(sighting.authoritative.map(({ answer }) => answer.kind)).toEqual(["records", "records"]);
});

onLoopback("finds signatures broken at a right record, unless one resolver still takes it", async () => {
  const records = [...KNOWN, CNAME];
  const bogus: Host = { zones: "recursive", records, fault: "bogus", faultAt: NAME };
  const broken = await look({ ...withSecond(GOOD), [RESOLVER]: bogus, [SECOND_RESOLVER]: bogus });
  expect(broken).toMatchObject({ dnssec: "broken" });
  expect(broken.recursive.map(({ answer }) => answer.kind)).toEqual(["unknown", "unknown"]);
  await network.stop();
  const one = await look({ ...withSecond(GOOD), [RESOLVER]: bogus, [SECOND_RESOLVER]: KNOWING });
  expect(one.dnssec).toBeUndefined();
});

onLoopback("sends nothing to an address that is not public", async () => {
  const { authoritative } = await look(withSecond(GOOD), []);
  expect(authoritative.map(({ address, answer }) => [address, answer])).toEqual([
    ["127.0.0.2", { kind: "unknown", reason: "forbidden-address" }],
    ["127.0.0.3", { kind: "unknown", reason: "forbidden-address" }],
  ]);
  expect(new Set(network.received.map(({ host }) => host))).toEqual(new Set([RESOLVER]));
});

onLoopback("says that a name server's name leads nowhere", async () => {
  const hosts = withSecond(GOOD);
  hosts[RESOLVER] = { zones: "recursive", records: KNOWN.slice(0, 3) };
  const { authoritative } = await look(hosts);
  expect(authoritative[1]).toEqual({
    server: "ns2.host.example",
    address: "",
    answer: { kind: "unknown", reason: "no-name-server" },
  });
});

onLoopback("asks eight servers of a zone at most", async () => {
  const names = Array.from({ length: 12 }, (_, n) => `ns${n}.host.example`);
  const known = names.flatMap((name) => [record(D, "NS", name), record(name, "A", "127.0.0.2")]);
  const hosts = { "127.0.0.2": GOOD, [RESOLVER]: { ...KNOWING, records: known }, [SECOND_RESOLVER]: KNOWING };
  expect((await look(hosts)).authoritative).toHaveLength(8);
});

onLoopback("ends the look when its time is over, also for queries that still wait their turn", async () => {
  const silent: Host = { ...GOOD, fault: "drop" };
  const hosts = { ...withSecond(silent), "127.0.0.2": silent };
  const { authoritative } = await look(hosts, ["127.0.0.0/8"], {
    queryMs: 60_000,
    sessionMs: 1_500,
    parallel: 1,
  });
  expect(authoritative.map(({ answer }) => answer)).toEqual(
    Array(2).fill({ kind: "unknown", reason: "over-budget" }),
  );
});

onLoopback.each<[string, Host, Observation["zoneExists"]]>([
  ["knows better", KNOWING, "yes"],
  ["fails", { ...KNOWING, fault: "servfail" }, "unknown"],
  ["says the same", { zones: "recursive", records: [] }, "no"],
])("takes a resolver's NXDOMAIN for what another one makes of it, which %s", async (_, other, zoneExists) => {
  const denying: Host = { zones: "recursive", records: [] };
  const sighting = await look({ ...withSecond(GOOD), [RESOLVER]: denying, [SECOND_RESOLVER]: other });
  expect(sighting.zoneExists).toBe(zoneExists);
});

onLoopback.each<[Fault, number]>([
  ["drop", 2],
  ["malformed", 2],
  // The second query is without EDNS.
  ["servfail", 2],
  ["refuse", 1],
])("asks a server that has the fault %s %i time(s)", async (fault, times) => {
  await look(withSecond({ ...GOOD, fault, faultAt: NAME }));
  const asked = network.received.filter(
    ({ host, name, tcp }) => host === "127.0.0.3" && name === NAME && !tcp,
  );
  expect(asked).toHaveLength(times);
});

onLoopback(
  "finds the listed servers at the parent where no resolver names them, and that they refuse",
  async () => {
    const records = [
      record("example", "NS", "ns.registry.example"),
      record("ns.registry.example", "A", "127.0.0.4"),
      record("ns.old.example", "A", "127.0.0.2"),
    ];
    const resolver: Host = { zones: "recursive", records, fault: "servfail", faultAt: D };
    const { zone, nameServers, authoritative, zoneExists } = await look({
      "127.0.0.2": { zones: ["other.example"], records: [] },
      "127.0.0.4": { zones: ["example"], records: [record(D, "NS", "ns.old.example")] },
      [RESOLVER]: resolver,
      [SECOND_RESOLVER]: resolver,
    });
    expect({ zone, nameServers, zoneExists }).toEqual({
      zone: D,
      nameServers: ["ns.old.example"],
      zoneExists: "yes",
    });
    expect(authoritative).toEqual([
      { server: "ns.old.example", address: "127.0.0.2", answer: { kind: "unknown", reason: "refused" } },
    ]);
  },
);
