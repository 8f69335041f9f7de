import { afterEach, expect, it } from "vitest";
import { createDnsEgress } from "#adapters/dns/dns-egress";
import { hasManyLoopbackAddresses } from "../../support/zones.ts";
import { type Host, record } from "./dns-host.ts";
import { type DnsNetwork, startDnsNetwork } from "./dns-network.ts";

const onLoopback = it.runIf(hasManyLoopbackAddresses);

const RESOLVER = "127.0.0.9";
const ROOT = "127.0.0.2";
const records = [record(".", "NS", "a.root.example"), record("a.root.example", "A", ROOT)];
const resolver: Host = { zones: "recursive", records };
const root: Host = { zones: ["."], records };

let network: DnsNetwork;
afterEach(() => network.stop());

async function ask(
  hosts: Record<string, Host>,
  allowedRanges = ["127.0.0.0/8"],
  resolvers: readonly string[] = [RESOLVER],
) {
  network = await startDnsNetwork(hosts);
  const { port } = network;
  const answers = await createDnsEgress({
    resolvers: resolvers.map((address) => ({ address, port })),
    port,
    allowedRanges,
  }).ask();
  return answers.map(
    ({ role, transport, isHeard }) => `${role} ${transport} ${isHeard ? "heard" : "silent"}`,
  );
}

onLoopback("asks resolver and root server over UDP and TCP", async () => {
  expect(await ask({ [RESOLVER]: resolver, [ROOT]: root })).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
    "root server UDP heard",
    "root server TCP heard",
  ]);
  expect(network.received.filter(({ host, recursive }) => host === ROOT && !recursive)).toHaveLength(2);
});

onLoopback("says who is silent", async () => {
  expect(await ask({ [RESOLVER]: resolver, [ROOT]: { ...root, fault: "drop" } })).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
    "root server UDP silent",
    "root server TCP silent",
  ]);
});

onLoopback("asks no root server at an address that may not be asked", async () => {
  expect(await ask({ [RESOLVER]: resolver, [ROOT]: root }, [])).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
  ]);
});

onLoopback("asks no root server if no resolver knows one", async () => {
  expect(await ask({ [RESOLVER]: { zones: "recursive", records: [] }, [ROOT]: root })).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
  ]);
  expect(network.received.filter(({ type }) => type === "A")).toEqual([]);
});

onLoopback("takes a truncated answer for an answer", async () => {
  expect(await ask({ [RESOLVER]: resolver, [ROOT]: { ...root, fault: "truncate" } })).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
    "root server UDP heard",
    "root server TCP heard",
  ]);
});

onLoopback.each<[string, Host]>([
  ["knows none", { zones: "recursive", records: [] }],
  ["answers what nobody can read", { ...resolver, fault: "malformed" }],
])("learns the root servers from the second resolver if the first %s", async (_, first) => {
  const other = "127.0.0.10";
  const answers = await ask(
    { [RESOLVER]: first, [other]: resolver, [ROOT]: root },
    ["127.0.0.0/8"],
    [RESOLVER, other],
  );
  expect(answers.slice(2)).toEqual([
    "resolver UDP heard",
    "resolver TCP heard",
    "root server UDP heard",
    "root server TCP heard",
  ]);
});

onLoopback("asks the root server at the first address that may be asked", async () => {
  const several = [
    record(".", "NS", "a.root.example"),
    record("a.root.example", "A", "10.0.0.1"),
    ...records.slice(1),
  ];
  const answers = await ask({ [RESOLVER]: { zones: "recursive", records: several }, [ROOT]: root });
  expect(answers).toHaveLength(4);
  expect(
    network.received.filter(({ host }) => host === ROOT).map(({ name, type }) => `${type} ${name}`),
  ).toEqual(["NS .", "NS ."]);
});
