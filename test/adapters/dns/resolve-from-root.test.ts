import { expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import type { Observation, Question } from "#core/dns/observation";
import { hasManyLoopbackAddresses, serveZones } from "../../support/zones.ts";
import { mx, record } from "./dns-host.ts";
import { startDnsNetwork } from "./dns-network.ts";

const D = "oxfordstones.example";
const SOA = "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n";
const MX = "email MX 10 feedback-smtp.eu-west-1.amazonses.com.\n";

/** Checks with one server that is root, resolver and authority. */
async function look(
  zones: Record<string, string>,
  question: Partial<Question> = {},
  hosts = ["127.0.0.1"],
): Promise<Observation> {
  const { server, files } = await serveZones({}, hosts);
  for (const [zone, records] of Object.entries(zones)) files.write(zone, records, "");
  const session = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: server.port }],
    port: server.port,
    allowedRanges: [],
    mayReplaceRoot: true,
    limits: { queryMs: 400 },
  }).open();
  onTestFinished(() => session.end());
  const [sighting] = await session.ask([
    { name: `email.${D}`, type: "MX", isRight: () => true, ...question },
  ]);
  if (sighting === undefined) throw new Error("nothing seen");
  return sighting;
}

const right = { kind: "records", values: ["10 feedback-smtp.eu-west-1.amazonses.com"] };

it.each([
  ["are not in its world", "@ NS ns1.dns-host.test.\n"],
  ["have public addresses", "@ NS ns1\nns1 A 198.51.100.1\n"],
  ["have addresses of a private network", "@ NS ns1\nns1 A 10.0.0.1\n"],
])("is asked itself for name servers that %s", async (_, servers) => {
  const sighting = await look({ [D]: SOA + servers + MX });
  expect(sighting).toMatchObject({
    zone: D,
    zoneExists: "yes",
    authoritative: [{ server: expect.stringContaining("ns1"), address: "127.0.0.1", answer: right }],
    recursive: [{ address: "127.0.0.1", answer: right }],
  });
});

it("is asked about a zone without NS records, and about one that begins below the registrable domain", async () => {
  const nameless = await look({ [D]: SOA + MX });
  expect(nameless).toMatchObject({ zone: D, authoritative: [{ server: "127.0.0.1", answer: right }] });
  const [, ...rest] = MX.split(" ");
  const below = await look({ [`email.${D}`]: `${SOA}@ ${rest.join(" ")}` });
  expect(below).toMatchObject({ zoneExists: "unknown", authoritative: [{ answer: right }] });
});

it.runIf(hasManyLoopbackAddresses)("is left for the loopback addresses of name servers", async () => {
  const zones = {
    root: `@ SOA a b 1 7200 900 1209600 300\n${D}. NS ns1.${D}.\nns1.${D}. A 127.0.0.2\n`,
    [D]: `; @serve 127.0.0.2\n${SOA}@ NS ns1\nns1 A 127.0.0.2\n${MX}`,
  };
  const sighting = await look(zones, {}, ["127.0.0.1", "127.0.0.2"]);
  expect(sighting).toMatchObject({
    authoritative: [{ server: `ns1.${D}`, address: "127.0.0.2", answer: right }],
    recursive: [{ address: "127.0.0.1", answer: right }],
  });
});

it.runIf(hasManyLoopbackAddresses)(
  "distinguishes the NS records at the parent zone from those of the zone itself",
  async () => {
    const zones = {
      example: `; @serve 127.0.0.1\n${SOA}@ NS ns1\nns1 A 127.0.0.1\n${D}. NS ns1.${D}.\n${D}. NS ns2.${D}.\nns1.${D}. A 127.0.0.2\n`,
      [D]: `; @serve 127.0.0.2\n${SOA}@ NS ns1\nns1 A 127.0.0.2\n${MX}`,
    };
    const { delegation } = await look(zones, {}, ["127.0.0.1", "127.0.0.2"]);
    expect(delegation?.above.answer).toMatchObject({ values: [`ns1.${D}`, `ns2.${D}`] });
    expect(delegation?.own).toEqual([`ns1.${D}`]);
  },
);

it("says that a domain is not on the public internet by a zone above it", async () => {
  const sighting = await look({ root: SOA.replaceAll(" ns1 hostmaster", " a b") });
  expect(sighting).toMatchObject({ zoneExists: "no", authoritative: [] });
});

it("knows nothing of a domain that is refused", async () => {
  const sighting = await look({ "other.example": SOA });
  expect(sighting).toMatchObject({
    zoneExists: "unknown",
    authoritative: [{ answer: { kind: "unknown", reason: "refused" } }],
  });
});

it("follows a CNAME over its zones", async () => {
  const alias = { name: `www.${D}`, type: "MX", through: "resolver" } as const;
  const zones = {
    [D]: `${SOA}www CNAME shop.other.example.\n`,
    "other.example": `${SOA}shop CNAME in\nin MX 5 in\n`,
  };
  expect(await look(zones, alias)).toMatchObject({
    aliases: ["shop.other.example", "in.other.example"],
    recursive: [{ answer: { values: ["5 in.other.example"] } }],
  });
});

it("distinguishes broken signatures from dead servers", async () => {
  const broken = await look({ [D]: `${SOA}@ NS ns1\nns1 A 127.0.0.1\n${MX}; @bogus @\n` });
  expect(broken).toMatchObject({ dnssec: "broken", authoritative: [{ answer: right }] });
  const dead = await look({ [D]: `${SOA + MX}; @servfail @\n; @servfail *.@\n` });
  expect(dead.dnssec).toBeUndefined();
  expect(dead.authoritative).toMatchObject([{ answer: { kind: "unknown", reason: "servfail" } }]);
});

it.runIf(hasManyLoopbackAddresses)(
  "may be a resolver on a port of its own, beside an authority on the same port",
  async () => {
    const alias = record(D, "NS", "ns1.host.example");
    const mail = mx(`email.${D}`, 10, "feedback-smtp.eu-west-1.amazonses.com");
    const network = await startDnsNetwork({
      "127.0.0.1": {
        zones: "recursive",
        records: [alias, record("ns1.host.example", "A", "127.0.0.2"), mail],
      },
      "127.0.0.2": { zones: [D], records: [mail] },
    });
    onTestFinished(() => network.stop());
    const session = createDnsResolver({
      resolvers: [{ address: "127.0.0.1", port: network.port }],
      port: network.port,
      allowedRanges: [],
      mayReplaceRoot: true,
    }).open();
    onTestFinished(() => session.end());
    const [sighting] = await session.ask([{ name: mail.name, type: "MX", isRight: () => true }]);
    expect(sighting).toMatchObject({
      authoritative: [{ address: "127.0.0.2", answer: right }],
      recursive: [{ address: "127.0.0.1", answer: right }],
    });
  },
);
