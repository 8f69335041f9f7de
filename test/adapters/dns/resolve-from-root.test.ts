import { describe, expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { LIMITS, type Limits } from "#adapters/dns/limits";
import { resolveFromRoot } from "#adapters/dns/resolve-from-root";
import type { Observation, Question } from "#core/dns/observation";
import { hasManyLoopbackAddresses, serveZones } from "../../support/zones.ts";
import { type Host, mx, record } from "./dns-host.ts";
import { startDnsNetwork } from "./dns-network.ts";
import { memoryServers } from "./memory-servers.ts";

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

describe("from the root", () => {
  const ROOT = "127.0.0.1";
  const EMAIL = `email.${D}`;

  async function resolve(
    hosts: Readonly<Record<string, Host>>,
    type: "MX" | "NS" = "MX",
    limits: Partial<Limits> = {},
    name = EMAIL,
  ) {
    const { exchange, asked } = memoryServers(hosts);
    const root = { address: ROOT, port: 53 };
    const question = { name, type, recursive: true };
    const first = await exchange(root, question);
    const all = { ...LIMITS, ...limits };
    const { answer, aliases } = await resolveFromRoot(root, question, first, exchange, all);
    return { answer, aliases, asked: asked.map((one) => one.split(" ")[0]) };
  }

  const referring = (zone: string, cut: string, address: string): Host => ({
    zones: [zone],
    records: [record(cut, "NS", `ns.${cut}`), record(`ns.${cut}`, "A", address)],
  });
  const malformed = { kind: "unknown", reason: "malformed" };
  const mail = mx(EMAIL, 10, "in.example");

  it("follows a referral to a loopback address in it, and otherwise asks the root again", async () => {
    const near = {
      [ROOT]: referring("example", D, "127.0.0.2"),
      "127.0.0.2": { zones: [D], records: [mail] },
    };
    expect(await resolve(near)).toMatchObject({
      answer: { values: ["10 in.example"] },
      asked: [ROOT, "127.0.0.2"],
    });
    const far = {
      [ROOT]: referring("example", D, "192.0.2.1"),
      "192.0.2.1": { zones: [D], records: [mail] },
    };
    expect(await resolve(far)).toEqual({
      answer: { kind: "unknown", reason: "lame" },
      aliases: [],
      asked: [ROOT, ROOT],
    });
  });

  it("follows as many referrals as the limit, after which the answer is malformed", async () => {
    const hosts = {
      [ROOT]: referring("example", D, "127.0.0.2"),
      "127.0.0.2": referring(D, EMAIL, "127.0.0.3"),
      "127.0.0.3": { zones: [EMAIL], records: [mail] },
    };
    expect((await resolve(hosts, "MX", { referrals: 2 })).answer.kind).toBe("records");
    expect((await resolve(hosts, "MX", { referrals: 1 })).answer).toEqual(malformed);
  });

  it("prefers the zone's own list of name servers, and falls back to the referral", async () => {
    const own = { zones: [D], records: [record(D, "NS", "own.example")] };
    const parent = { [ROOT]: referring("example", D, "127.0.0.2") };
    const list = (values: readonly string[], ttl: number) => ({ kind: "records", values, ttl });
    const lists = async (host?: Host) =>
      (await resolve(host === undefined ? parent : { ...parent, "127.0.0.2": host }, "NS", {}, D)).answer;
    expect(await lists(own)).toEqual(list(["own.example"], 300));
    expect(await lists({ zones: [D], records: [] })).toEqual(list([`ns.${D}`], 0));
    expect(await lists()).toEqual(list([`ns.${D}`], 0));
  });

  it("follows CNAMEs to other zones from the root again, as many as a chain may have", async () => {
    const alias = (at: number) => record(`${at}.${at}.example`, "CNAME", `${at + 1}.${at + 1}.example`);
    const at = (zone: number) => `127.0.0.${2 + zone}`;
    const referrals = [0, 1, 2, 3].flatMap(
      (zone) => referring("example", `${zone}.example`, at(zone)).records,
    );
    const hosts = {
      [ROOT]: { zones: ["example"], records: referrals },
      ...Object.fromEntries(
        [0, 1, 2].map((zone) => [at(zone), { zones: [`${zone}.example`], records: [alias(zone)] }]),
      ),
      [at(3)]: { zones: ["3.example"], records: [mx("3.3.example", 5, "in.example")] },
    };
    const ends = (chain: number) => resolve(hosts, "MX", { chain }, "0.0.example");
    expect(await ends(3)).toMatchObject({
      answer: { values: ["5 in.example"] },
      aliases: ["1.1.example", "2.2.example", "3.3.example"],
    });
    expect((await ends(2)).answer).toEqual(malformed);
  });

  it("knows nothing if a server on the way fails", async () => {
    const failing: Host = { zones: [D], records: [mail], fault: "servfail" };
    const hosts = { [ROOT]: referring("example", D, "127.0.0.2"), "127.0.0.2": failing };
    expect((await resolve(hosts)).answer).toEqual({ kind: "unknown", reason: "servfail" });
  });
});
