import { afterEach, expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Observation, Question } from "#core/dns/observation";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Host, mx, record, txt } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";
import { ask, CNAME, D, INFRASTRUCTURE, MX, RESOLVER, SPF, twoServers } from "./oxford-zone.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

let network: DnsNetwork;
afterEach(() => network.stop());

async function look(hosts: Record<string, Host>, questions: readonly Question[], limits = {}) {
  network = await startDnsNetwork(hosts);
  const resolver = createDnsResolver({
    resolvers: [{ address: RESOLVER, port: network.port }],
    port: network.port,
    allowedRanges: ["127.0.0.0/8"],
    limits,
  });
  const session = resolver.open();
  onTestFinished(() => session.end());
  return { sightings: await session.ask(questions), queries: session.queries(), session };
}

async function lookAtOne(hosts: Record<string, Host>, question: Question, limits = {}): Promise<Observation> {
  const [sighting] = (await look(hosts, [question], limits)).sightings;
  if (sighting === undefined) throw new Error("nothing seen");
  return sighting;
}

onLoopback("asks every name server and no resolver while the record is absent", async () => {
  const sighting = await lookAtOne(twoServers([]), ask(CNAME.name, "CNAME"));
  const absent = { kind: "absent", nxdomain: true, negativeTtl: 60 };
  expect(sighting).toEqual({
    name: CNAME.name,
    type: "CNAME",
    zone: D,
    nameServers: ["ns1.host.example", "ns2.host.example"],
    authoritative: [
      { server: "ns1.host.example", address: "127.0.0.2", answer: absent },
      { server: "ns2.host.example", address: "127.0.0.3", answer: absent },
    ],
    recursive: [],
    aliases: [],
    soa: { primary: `ns.${D}`, admin: `host.${D}`, serial: 0 },
    zoneExists: "yes",
  });
  expect(network.received.filter(({ host, name }) => host === RESOLVER && name === CNAME.name)).toEqual([]);
  expect(network.received.filter(({ host }) => host !== RESOLVER).some(({ recursive }) => recursive)).toBe(
    false,
  );
});

onLoopback("asks the resolvers what they hold once all name servers are right", async () => {
  const sighting = await lookAtOne(
    twoServers([CNAME]),
    ask(CNAME.name.toUpperCase(), "CNAME", ([value]) => value === "t1.dkim.amazonses.com"),
  );
  expect(sighting.authoritative.map(({ answer }) => answer)).toEqual(
    Array(2).fill({ kind: "records", values: ["t1.dkim.amazonses.com"], ttl: 300 }),
  );
  expect(sighting.recursive).toEqual([
    { server: RESOLVER, address: RESOLVER, answer: { kind: "absent", nxdomain: true, negativeTtl: 60 } },
  ]);
});

onLoopback("asks no resolver while one name server still denies the record", async () => {
  const hosts = { ...twoServers([CNAME]), "127.0.0.3": { zones: [D], records: [] } };
  const sighting = await lookAtOne(
    hosts,
    ask(CNAME.name, "CNAME", () => true),
  );
  expect(sighting.authoritative.map(({ answer }) => answer.kind)).toEqual(["records", "absent"]);
  expect(sighting.recursive).toEqual([]);
});

onLoopback("walks down to a delegated sub-domain by referral and glue", async () => {
  const parent = [
    record(`email.${D}`, "NS", `ns.email.${D}`),
    record(`ns.email.${D}`, "A", "127.0.0.4"),
    SPF,
  ];
  const hosts = { ...twoServers(parent), "127.0.0.4": { zones: [`email.${D}`], records: [MX, SPF] } };
  const { sightings } = await look(hosts, [
    ask(MX.name, "MX"),
    ask(SPF.name, "TXT"),
    ask(`email.email.${D}`, "A"),
  ]);
  expect(sightings.map(({ zone }) => zone)).toEqual(Array(3).fill(`email.${D}`));
  expect(sightings.map(({ delegatedIn }) => delegatedIn)).toEqual(Array(3).fill(D));
  expect(sightings.map(({ authoritative }) => authoritative.map(({ answer }) => answer))).toEqual([
    [{ kind: "records", values: ["10 feedback-smtp.eu-west-1.amazonses.com"], ttl: 300 }],
    [{ kind: "records", values: ["v=spf1 include:amazonses.com ~all"], ttl: 300 }],
    [{ kind: "absent", nxdomain: true, negativeTtl: 60 }],
  ]);
  expect(network.received.some(({ host, name }) => host === RESOLVER && name.includes("email"))).toBe(false);
});

onLoopback(
  "takes a CNAME circle across zones for an absence, since no server holds a record there",
  async () => {
    const there = `bounce.other.example`;
    const known = [
      ...INFRASTRUCTURE,
      record("other.example", "NS", "ns1.other.example"),
      record("ns1.other.example", "A", "127.0.0.4"),
    ];
    const hosts = {
      ...twoServers([record(MX.name, "CNAME", there)], known),
      "127.0.0.4": { zones: ["other.example"], records: [record(there, "CNAME", MX.name)] },
    };
    const { authoritative, aliases } = await lookAtOne(hosts, ask(MX.name, "MX"));
    expect(authoritative.map(({ answer }) => answer.kind)).toEqual(["absent", "absent"]);
    expect(aliases).toEqual([there, MX.name]);
  },
);

onLoopback("names no delegation where the servers of both zones answer from the deeper one", async () => {
  const hosts = twoServers([]);
  const both = { zones: [D, `email.${D}`], records: [MX] };
  const observation = await lookAtOne(
    { ...hosts, "127.0.0.2": both, "127.0.0.3": both },
    ask(SPF.name, "TXT"),
  );
  expect(observation.zone).toBe(`email.${D}`);
  expect(observation).not.toHaveProperty("delegatedIn");
});

onLoopback("finds a glueless delegation's servers through the resolver, four at most", async () => {
  const names = [1, 2, 3, 4, 5, 6].map((n) => `ns${n}.elsewhere.example`);
  const parent = names.map((name) => record(`email.${D}`, "NS", name));
  const known = [...INFRASTRUCTURE, ...names.map((name) => record(name, "A", "127.0.0.4"))];
  const hosts = {
    ...twoServers(parent, known),
    "127.0.0.4": { zones: [`email.${D}`], records: [MX] },
  };
  const { nameServers, authoritative } = await lookAtOne(hosts, ask(MX.name, "MX"));
  expect(nameServers).toEqual(names);
  expect(authoritative.map(({ answer }) => answer.kind)).toEqual([
    ...Array(4).fill("records"),
    ...Array(2).fill("unknown"),
  ]);
});

onLoopback("keeps the answer of a parent's server that denies the delegation", async () => {
  const hosts = {
    ...twoServers(
      [record(`email.${D}`, "NS", "ns1.elsewhere.example")],
      [...INFRASTRUCTURE, record("ns1.elsewhere.example", "A", "127.0.0.4")],
    ),
    "127.0.0.3": { zones: [D], records: [] },
    "127.0.0.4": { zones: [`email.${D}`], records: [MX] },
  };
  const { authoritative } = await lookAtOne(hosts, ask(MX.name, "MX"));
  expect(authoritative.map(({ server, answer }) => [server, answer.kind])).toEqual([
    ["ns1.elsewhere.example", "records"],
    ["ns2.host.example", "absent"],
  ]);
});

onLoopback("names the deeper zone when the same servers hold it, from the SOA", async () => {
  const hosts = twoServers([]);
  for (const address of ["127.0.0.2", "127.0.0.3"])
    hosts[address] = { zones: [D, `email.${D}`], records: [MX] };
  const { zone } = await lookAtOne(hosts, ask(`email.${D}`, "TXT"));
  expect(zone).toBe(`email.${D}`);
});

onLoopback("follows a CNAME out of the zone for other types, and survives CNAMEs in a circle", async () => {
  const alias = record(`email.${D}`, "CNAME", "mail.other.example");
  const known = [...INFRASTRUCTURE, record("other.example", "NS", "ns1.host.example")];
  const records = [
    alias,
    mx("mail.other.example", 5, "in.other.example"),
    record(`a.${D}`, "CNAME", `b.${D}`),
  ];
  const hosts = twoServers([...records, record(`b.${D}`, "CNAME", `a.${D}`)], known);
  hosts["127.0.0.2"] = { zones: [D, "other.example"], records: [records[1] ?? alias, alias] };
  const { sightings } = await look(hosts, [
    ask(alias.name, "MX"),
    ask(alias.name, "CNAME"),
    ask(`a.${D}`, "MX"),
  ]);
  expect(sightings.map(({ authoritative }) => authoritative.map(({ answer }) => answer))[0]?.[0]).toEqual({
    kind: "records",
    values: ["5 in.other.example"],
    ttl: 300,
  });
  expect(sightings[0]?.aliases).toEqual(["mail.other.example"]);
  expect(sightings[1]).toMatchObject({
    aliases: [],
    authoritative: [{ answer: { values: ["mail.other.example"] } }, {}],
  });
  expect(sightings[2]).toMatchObject({
    aliases: [`b.${D}`, `a.${D}`],
    authoritative: [{}, { answer: { kind: "absent", nxdomain: false } }],
  });
});

onLoopback("finds no record behind CNAMEs that lead from zone to zone in a circle", async () => {
  const known = [
    record(D, "NS", "ns1.host.example"),
    record("other.example", "NS", "ns2.host.example"),
    ...INFRASTRUCTURE.slice(2),
  ];
  const { sightings, queries } = await look(
    {
      "127.0.0.2": { zones: [D], records: [record(`a.${D}`, "CNAME", "b.other.example")] },
      "127.0.0.3": { zones: ["other.example"], records: [record("b.other.example", "CNAME", `a.${D}`)] },
      [RESOLVER]: { zones: "recursive", records: known },
    },
    [ask(`a.${D}`, "MX")],
  );
  expect(sightings[0]?.authoritative[0]?.answer).toEqual({ kind: "absent", nxdomain: false, negativeTtl: 0 });
  expect(sightings[0]?.aliases).toEqual(["b.other.example", `a.${D}`]);
  // Two zones that took three queries each, one of which concerns the zone above, and two queries for names.
  expect(queries).toBe(8);
});

onLoopback("says that a domain is not on the public internet by the resolver's NXDOMAIN", async () => {
  const sighting = await lookAtOne(twoServers([], []), ask(CNAME.name, "CNAME"));
  expect(sighting).toMatchObject({ nameServers: [], authoritative: [], zoneExists: "no" });
  expect(sighting.recursive.map(({ answer }) => answer)).toMatchObject([{ kind: "absent", nxdomain: true }]);
});

onLoopback("shares the way to the zone between questions, and counts every query", async () => {
  const questions = ["t1", "t2", "t3"].map((label) => ask(`${label}._domainkey.${D}`, "CNAME"));
  const { queries } = await look(twoServers([CNAME]), [
    ...questions,
    ask(MX.name, "MX"),
    ask(SPF.name, "TXT"),
  ]);
  // One NS query, one for the zone above, two addresses, and five questions at two servers.
  expect(queries).toBe(2 + 2 + 10);
  expect(network.received).toHaveLength(queries);
});

onLoopback("keeps what it learnt from look to look of one session, and asks nothing twice", async () => {
  const { queries, session } = await look(twoServers([CNAME]), [ask(CNAME.name, "CNAME")]);
  await session.ask([ask(CNAME.name.toUpperCase(), "CNAME"), ask(SPF.name, "TXT")]);
  expect([queries, session.queries()]).toEqual([2 + 2 + 2, 2 + 2 + 4]);
});

onLoopback("asks no resolver without knowing what is right", async () => {
  const sighting = await lookAtOne(twoServers([CNAME]), { name: CNAME.name, type: "CNAME" });
  expect(sighting.authoritative.map(({ answer }) => answer.kind)).toEqual(["records", "records"]);
  expect(sighting).not.toHaveProperty("soa");
  expect(sighting.recursive).toEqual([]);
});

onLoopback("asks a resolver alone where that was wanted", async () => {
  const sending = txt("amazonses.example", "v=spf1 ip4:192.0.2.0/24 -all");
  const known = [...INFRASTRUCTURE, sending];
  const question = { name: sending.name, type: "TXT", through: "resolver" } as const;
  const { sightings, queries } = await look(twoServers([], known), [question, { ...question, name: "a b" }]);
  expect(queries).toBe(1);
  expect(sightings).toMatchObject([
    { authoritative: [], recursive: [{ server: RESOLVER, answer: { kind: "records" } }] },
    { authoritative: [], recursive: [] },
  ]);
});

onLoopback("sends nothing once the session was ended", async () => {
  const { queries, session } = await look(twoServers([CNAME]), [ask(CNAME.name, "CNAME")]);
  session.end();
  const [sighting] = await session.ask([ask(SPF.name, "TXT")]);
  expect(sighting?.authoritative[0]?.answer).toEqual({ kind: "unknown", reason: "over-budget" });
  expect(session.queries()).toBe(queries);
});

onLoopback("never sends more queries than the look may", async () => {
  const questions = Array.from({ length: 40 }, (_, n) => ask(`x${n}.${D}`, "TXT"));
  const { sightings, queries } = await look(twoServers([]), questions, { queries: 20, parallel: 3 });
  expect(queries).toBe(20);
  expect(network.received).toHaveLength(20);
  const reasons = sightings.flatMap(({ authoritative }) =>
    authoritative.flatMap(({ answer }) => (answer.kind === "unknown" ? [answer.reason] : [])),
  );
  expect(new Set(reasons)).toEqual(new Set(["over-budget"]));
});

onLoopback.each([
  "",
  "..",
  "co.uk",
  "localhost",
  `${"a".repeat(64)}.${D}`,
  `a b.${D}`,
  `${"a.".repeat(130)}${D}`,
])("sends nothing for %j, which lies in no zone of a customer", async (name) => {
  const { sightings, queries } = await look(twoServers([]), [ask(name, "A")]);
  expect(queries).toBe(0);
  expect(sightings).toMatchObject([{ nameServers: [], authoritative: [], recursive: [] }]);
});
