import { afterEach, expect, it } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Observation } from "#core/dns/observation";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Host, record } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";
import { ask, CNAME, D, INFRASTRUCTURE, RESOLVER, twoServers } from "./oxford-zone.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

let network: DnsNetwork;
afterEach(() => network.stop());

const KNOWN = [
  ...INFRASTRUCTURE,
  record("example", "NS", "ns.registry.example"),
  record("ns.registry.example", "A", "127.0.0.4"),
];

/**
 * The registry at 127.0.0.4 holds these records of the domain; 127.0.0.5 is a server of a former DNS host.
 */
const under = (registry: Host, former: Host = { zones: [D], records: [] }): Record<string, Host> => ({
  ...twoServers([CNAME], KNOWN),
  "127.0.0.4": registry,
  "127.0.0.5": former,
});

const listing = (...servers: readonly string[]): Host => ({
  zones: ["example"],
  records: [
    ...servers.map((server) => record(D, "NS", server)),
    // Only the registry has this address.
    record(`old.${D}`, "A", "127.0.0.5"),
  ],
});

async function seen(hosts: Record<string, Host>): Promise<Observation> {
  network = await startDnsNetwork(hosts);
  const session = createDnsResolver({
    resolvers: [{ address: RESOLVER, port: network.port }],
    port: network.port,
    allowedRanges: ["127.0.0.0/8"],
    limits: { queryMs: 200 },
  }).open();
  const [observation] = await session.ask([ask(CNAME.name, "CNAME")]);
  session.end();
  if (observation === undefined) throw new Error("nothing seen");
  return observation;
}

onLoopback("asks the servers that only the zone above lists as well, and tells both lists", async () => {
  const observation = await seen(under(listing("ns1.host.example", `old.${D}`)));
  expect(observation.nameServers).toEqual(["ns1.host.example", "ns2.host.example", `old.${D}`]);
  expect(observation.authoritative.map(({ answer }) => answer.kind)).toEqual([
    "records",
    "records",
    "absent",
  ]);
  expect(observation.delegation).toEqual({
    own: ["ns1.host.example", "ns2.host.example"],
    above: {
      server: "ns.registry.example",
      address: "127.0.0.4",
      answer: { kind: "records", values: ["ns1.host.example", `old.${D}`], ttl: 0 },
    },
  });
});

onLoopback("asks no other servers where both lists are the same", async () => {
  const observation = await seen(under(listing("ns2.host.example", "ns1.host.example")));
  expect(observation.nameServers).toEqual(["ns1.host.example", "ns2.host.example"]);
  expect(network.received.some(({ host }) => host === "127.0.0.5")).toBe(false);
});

onLoopback.each([
  ["fails", { ...listing(`old.${D}`), fault: "servfail" }],
  ["is silent", { ...listing(`old.${D}`), fault: "drop" }],
  ["holds both zones", { zones: ["example", D], records: [record(D, "NS", "ns1.host.example")] }],
  ["refers to another zone", { zones: ["example"], records: [record("other.example", "NS", "ns.example")] }],
] as const)("knows one list only if the registry %s", async (_, registry) => {
  const observation = await seen(under(registry));
  expect(observation.nameServers).toEqual(["ns1.host.example", "ns2.host.example"]);
  expect(observation.delegation).toBeUndefined();
});
