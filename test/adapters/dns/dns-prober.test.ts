import { afterEach, expect, it } from "vitest";
import { createDnsProber } from "#adapters/dns/dns-prober";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Host, record } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";
import { CNAME, D, MX, RESOLVER, SPF, twoServers } from "./oxford-zone.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

const QUESTIONS = [
  { name: CNAME.name, type: "CNAME" },
  { name: MX.name, type: "MX" },
  { name: SPF.name, type: "TXT" },
] as const;

let network: DnsNetwork;
afterEach(() => network.stop());

async function proberOf(hosts: Record<string, Host>, onQueries?: (queries: number) => void) {
  network = await startDnsNetwork(hosts);
  const options = {
    resolvers: [{ address: RESOLVER, port: network.port }],
    port: network.port,
    allowedRanges: ["127.0.0.0/8"],
    limits: { queryMs: 300 },
  };
  return createDnsProber(options, onQueries);
}

onLoopback(
  "asks one server for each record, another one in each minute, and no resolver for a record",
  async () => {
    const prober = await proberOf(twoServers([CNAME, MX, SPF]));
    for (const minute of [0, 1]) {
      const answers = await prober.askOne(QUESTIONS, minute);
      expect(answers.map(({ kind }) => kind)).toEqual(["records", "records", "records"]);
    }
    for (const { name, type } of QUESTIONS) {
      const asked = network.received.filter((one) => one.name === name && one.type === type);
      expect(asked.map(({ host }) => host).sort()).toEqual(["127.0.0.2", "127.0.0.3"]);
    }
  },
);

onLoopback("asks for the name servers again only when their TTL is over", async () => {
  const prober = await proberOf(twoServers([CNAME, MX, SPF]));
  const delegations = () => network.received.filter(({ name, type }) => name === D && type === "NS").length;
  await prober.askOne(QUESTIONS, 0);
  await prober.askOne(QUESTIONS, 4);
  expect(delegations()).toBe(1);
  await prober.askOne(QUESTIONS, 5);
  expect(delegations()).toBe(2);
});

onLoopback("forgets what it learnt by a clock that was a day ahead", async () => {
  const first: { -readonly [Key in keyof Host]: Host[Key] } = {
    zones: [D],
    records: [CNAME],
    fault: "refuse",
  };
  const second = { ...first };
  const prober = await proberOf({ ...twoServers([CNAME]), "127.0.0.2": first, "127.0.0.3": second });
  for (let minute = 1440; minute < 1460; minute += 1) await prober.askOne([QUESTIONS[0]], minute);
  const delegations = () => network.received.filter(({ name, type }) => name === D && type === "NS").length;
  const before = delegations();
  for (const host of [first, second]) delete host.fault;
  const [answer] = await prober.askOne([QUESTIONS[0]], 10);
  expect(answer?.kind).toBe("records");
  expect(delegations()).toBe(before + 1);
});

onLoopback("does not know what a silent server holds, and does not ask another in its place", async () => {
  const hosts = twoServers([CNAME, MX, SPF]);
  const prober = await proberOf({ ...hosts, "127.0.0.2": { zones: [D], records: [], fault: "drop" } });
  const [answer] = await prober.askOne([QUESTIONS[0]], 0);
  expect(answer).toEqual({ kind: "unknown", reason: "timeout" });
});

onLoopback("costs five questions where the name servers are known", async () => {
  const five = [
    ...QUESTIONS,
    { name: `t2._domainkey.${D}`, type: "CNAME" },
    { name: D, type: "TXT" },
  ] as const;
  const prober = await proberOf(twoServers([CNAME, MX, SPF]));
  await prober.askOne(five, 0);
  const before = network.received.length;
  await prober.askOne(five, 1);
  expect(network.received.length - before).toBe(five.length);
});

onLoopback("costs 56 questions in ten turns, spread evenly over the servers of the domain", async () => {
  const five = [
    ...QUESTIONS,
    { name: `t2._domainkey.${D}`, type: "CNAME" },
    { name: D, type: "TXT" },
  ] as const;
  const prober = await proberOf(twoServers([CNAME, MX, SPF]));
  for (let minute = 0; minute < 10; minute += 1) await prober.askOne(five, minute);
  const askedIn = (host: string) => network.received.filter((one) => one.host === host).length;
  // The name servers and their addresses have a TTL of five minutes.
  expect([askedIn("127.0.0.2"), askedIn("127.0.0.3"), askedIn(RESOLVER)]).toEqual([25, 25, 6]);
});

onLoopback.each(["refuse", "servfail", "lame"] as const)(
  "leaves a server alone that answers with %s, ever longer up to five minutes, and asks the other one meanwhile",
  async (fault) => {
    const hosts = twoServers([CNAME, MX, SPF]);
    const prober = await proberOf({ ...hosts, "127.0.0.2": { zones: [D], records: [], fault } });
    const askedIn = (host: string) => network.received.filter((one) => one.host === host).length;
    const minutes: number[] = [];
    for (let minute = 0; minute < 20; minute += 1) {
      const before = [askedIn("127.0.0.2"), askedIn("127.0.0.3")] as const;
      // Each of the two servers gets one of the two questions.
      const answers = await prober.askOne(QUESTIONS.slice(0, 2), minute);
      if (askedIn("127.0.0.2") > before[0]) minutes.push(minute);
      else expect(answers.map(({ kind }) => kind)).toEqual(["records", "records"]);
      expect(askedIn("127.0.0.3")).toBeGreaterThan(before[1]);
    }
    expect(minutes).toEqual([0, 1, 3, 7, 12, 17]);
  },
);

onLoopback(
  "asks servers that all refuse less and less, and hears within five minutes that they answer",
  async () => {
    const records = [CNAME, MX, SPF];
    const first: { -readonly [Key in keyof Host]: Host[Key] } = { zones: [D], records, fault: "refuse" };
    const second = { ...first };
    const prober = await proberOf({ ...twoServers(records), "127.0.0.2": first, "127.0.0.3": second });
    const asked = () => network.received.filter(({ recursive }) => !recursive).length;
    for (let minute = 0; minute < 10; minute += 1) await prober.askOne([QUESTIONS[0]], minute);
    const before = asked();
    for (let minute = 10; minute < 30; minute += 1) await prober.askOne([QUESTIONS[0]], minute);
    expect(asked() - before).toBeLessThanOrEqual(8);
    for (const host of [first, second]) delete host.fault;
    const kinds: (string | undefined)[] = [];
    for (let minute = 30; minute < 35; minute += 1) {
      const [answer] = await prober.askOne([QUESTIONS[0]], minute);
      kinds.push(answer?.kind);
    }
    expect(kinds).toContain("records");
  },
);

onLoopback("hears every server where that is asked for", async () => {
  const hosts = twoServers([CNAME, MX, SPF]);
  const prober = await proberOf({ ...hosts, "127.0.0.3": { zones: [D], records: [] } });
  const [answers = []] = await prober.askAll([QUESTIONS[0]], 0);
  expect(answers.map(({ kind }) => kind)).toEqual(["records", "absent"]);
});

onLoopback("follows the delegation of a name", async () => {
  const below = `email.${D}`;
  const delegation = [record(below, "NS", `ns.${below}`), record(`ns.${below}`, "A", "127.0.0.4")];
  const hosts = twoServers(delegation);
  const prober = await proberOf({ ...hosts, "127.0.0.4": { zones: [below], records: [MX, SPF] } });
  const [answer] = await prober.askOne([QUESTIONS[1]], 0);
  expect(answer?.kind).toBe("records");
});

onLoopback("tells how many queries each probe sent", async () => {
  const counts: number[] = [];
  const prober = await proberOf(twoServers([CNAME, MX, SPF]), (queries) => counts.push(queries));
  await prober.askOne(QUESTIONS, 0);
  await prober.askAll(QUESTIONS, 1);
  // The first probe also needs the name servers and their two addresses.
  expect(counts).toEqual([3 + 3, 6]);
  expect(network.received).toHaveLength(12);
});

onLoopback(
  "tells the resolver's answer about a domain without a zone, and nothing about no domain",
  async () => {
    const prober = await proberOf(twoServers([], []));
    const nowhere = [{ name: `t1.${D}`, type: "CNAME" } as const, { name: "co.uk", type: "MX" } as const];
    const denied = { kind: "absent", nxdomain: true, negativeTtl: 60 };
    const unknown = { kind: "unknown", reason: "no-name-server" };
    expect(await prober.askOne(nowhere, 0)).toEqual([denied, unknown]);
    expect(await prober.askAll(nowhere, 0)).toEqual([[denied], [unknown]]);
  },
);

onLoopback("asks for a name in capitals and with a final dot as for the same name", async () => {
  const prober = await proberOf(twoServers([CNAME]));
  const [answer] = await prober.askOne([{ name: `${CNAME.name.toUpperCase()}.`, type: "CNAME" }], 0);
  expect(answer).toEqual({ kind: "records", values: ["t1.dkim.amazonses.com"], ttl: 300 });
});
