import { expect, it, onTestFinished } from "vitest";
import { createDnsResolver, type DnsResolverOptions } from "#adapters/dns/dns-resolver";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Host, record } from "./dns-host.ts";
import { startDnsNetwork } from "./dns-network.ts";
import { ask, CNAME, D, INFRASTRUCTURE, RESOLVER, SPF, twoServers } from "./oxford-zone.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

async function openOn(hosts: Record<string, Host>, options: Partial<DnsResolverOptions> = {}) {
  const network = await startDnsNetwork(hosts);
  onTestFinished(() => network.stop());
  const resolver = createDnsResolver({
    resolvers: [{ address: RESOLVER, port: network.port }],
    port: network.port,
    allowedRanges: ["127.0.0.0/8"],
    ...options,
  });
  const open = (nowMs?: number) => {
    const session = resolver.open(nowMs);
    onTestFinished(() => session.end());
    return session;
  };
  const askedAt = (address: string) => network.received.filter(({ host }) => host === address).length;
  return { open, askedAt };
}

onLoopback("asks one name server where that suffices, and the next one only if it fails", async () => {
  const question = { name: CNAME.name, type: "CNAME", through: "one-server" } as const;
  const right = { kind: "records", values: ["t1.dkim.amazonses.com"], ttl: 300 };
  const good = await openOn(twoServers([CNAME]));
  const [seen] = await good.open().ask([question]);
  expect(seen?.authoritative).toEqual([{ server: "ns1.host.example", address: "127.0.0.2", answer: right }]);
  expect([good.askedAt("127.0.0.2"), good.askedAt("127.0.0.3")]).toEqual([1, 0]);
  const refusing: Host = { zones: [D], records: [], fault: "refuse" };
  const bad = await openOn({ ...twoServers([CNAME]), "127.0.0.2": refusing });
  const [next] = await bad.open().ask([question]);
  expect(next?.authoritative.map(({ answer }) => answer)).toEqual([
    { kind: "unknown", reason: "refused" },
    right,
  ]);
});

onLoopback("tells with every observation the SOA that the answer to another question contained", async () => {
  const { open } = await openOn(twoServers([CNAME]));
  const observations = await open().ask([ask(CNAME.name, "CNAME"), ask(SPF.name, "TXT")]);
  const soa = { primary: `ns.${D}`, admin: `host.${D}`, serial: 0 };
  expect(observations.map((one) => one.soa)).toEqual([soa, soa]);
});

onLoopback("asks the resolvers only if the values are right at all name servers that answer", async () => {
  const silent: Host = { zones: [D], records: [], fault: "refuse" };
  const asked = async (second: Host, isRight: boolean) => {
    const { open, askedAt } = await openOn({ ...twoServers([CNAME]), "127.0.0.3": second });
    const [seen] = await open().ask([ask(CNAME.name, "CNAME", () => isRight)]);
    // The resolver is also asked for the name servers, their addresses, and the zone above.
    expect(askedAt(RESOLVER)).toBe(4 + (seen?.recursive.length ?? 0));
    return seen?.recursive.length;
  };
  expect(await asked({ zones: [D], records: [CNAME] }, true)).toBe(1);
  expect(await asked({ zones: [D], records: [CNAME] }, false)).toBe(0);
  expect(await asked({ zones: [D], records: [] }, true)).toBe(0);
  expect(await asked(silent, true)).toBe(1);
});

onLoopback("asks no resolver if no name server answers", async () => {
  const refusing: Host = { zones: [D], records: [], fault: "refuse" };
  const { open } = await openOn({ ...twoServers([]), "127.0.0.2": refusing, "127.0.0.3": refusing });
  const [seen] = await open().ask([ask(CNAME.name, "CNAME", () => true)]);
  expect(seen).toMatchObject({ recursive: [], zoneExists: "yes" });
});

onLoopback("finds no broken signatures if the resolvers fail also without their check", async () => {
  const failing: Host = {
    zones: "recursive",
    records: INFRASTRUCTURE,
    fault: "servfail",
    faultAt: CNAME.name,
  };
  const { open } = await openOn({ ...twoServers([CNAME]), [RESOLVER]: failing });
  const [seen] = await open().ask([ask(CNAME.name, "CNAME", () => true)]);
  expect(seen?.recursive.map(({ answer }) => answer)).toEqual([{ kind: "unknown", reason: "servfail" }]);
  expect(seen).not.toHaveProperty("dnssec");
});

onLoopback("caches nothing in a test set-up, where a person checks a change at once", async () => {
  const server: Host = { zones: "recursive", records: [record("amazonses.com", "A", "192.0.2.1")] };
  const question = { name: "amazonses.com", type: "A", through: "resolver" } as const;
  const queries = async (mayReplaceRoot: boolean) => {
    const { open, askedAt } = await openOn({ [RESOLVER]: server }, { mayReplaceRoot });
    for (let check = 0; check < 2; check += 1) await open(1_000_000).ask([question]);
    return askedAt(RESOLVER);
  };
  expect([await queries(true), await queries(false)]).toEqual([2, 1]);
});
