import { expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { parseZoneFile } from "../../../infra/local/dns/zone-file.ts";
import { ZoneFileError } from "../../../infra/local/dns/zone-tokens.ts";
import { createRandom, type Random } from "../../support/random.ts";
import { serveZones, ZONE_HEAD } from "../../support/zones.ts";

const D = "oxford.example";
const WORLDS = 150;
const TEXTS = 2_000;
const ZONES = [D, `email.${D}`, `_domainkey.${D}`, "other.example"];
const LABELS = ["@", "*", "email", "_domainkey", "a", "b", "a.b", "*.email", "ns1", "x".repeat(63)];
const TYPES = ["CNAME", "MX", "TXT", "A"] as const;

const fullName = (random: Random): string => {
  const zone = random.pick([...ZONES, "nowhere.test", "amazonses.com"]);
  const label = random.pick(LABELS.slice(2));
  return random.below(3) === 0 ? `${zone}.` : `${label}.${zone}.`;
};

const RECORDS: readonly ((random: Random) => string)[] = [
  (random) => `CNAME ${fullName(random)}`,
  (random) => `NS ${fullName(random)}`,
  (random) => `MX ${random.below(65_536)} ${fullName(random)}`,
  (random) => `TXT ${'"v=spf1 include:_spf.example ip4:192.0.2.1 "'.repeat(1 + random.below(200))}`,
  (random) => `TXT "\\${100 + random.below(155)}\\000${random.pick(["", '\\"', "\\027[31m"])}"`,
  (random) => `A ${random.pick(["127.0.0.1", "10.0.0.1", "169.254.169.254", "198.51.100.1"])}`,
  () => "AAAA ::ffff:127.0.0.1",
];

const DIRECTIVES = ["servfail", "refuse", "truncate", "lame", "bogus"];

function arbitraryZone(random: Random): string {
  return Array.from({ length: random.below(40) }, () => {
    const owner = random.pick(LABELS);
    if (random.below(12) === 0) return `; @${random.pick(DIRECTIVES)} ${owner}\n`;
    return `${owner} ${random.below(2) * 2 ** 31} ${random.pick(RECORDS)(random)}\n`;
  }).join("");
}

it("ends every check of arbitrary zones, within its bounds", async () => {
  const random = createRandom();
  console.log(`zones: FUZZ_SEED=${random.seed}`);
  const { server, files, reports } = await serveZones({});
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: server.port }],
    port: server.port,
    allowedRanges: ["127.0.0.0/8"],
    mayReplaceRoot: true,
    limits: { queryMs: 200, sessionMs: 1_000 },
  });
  for (let world = 0; world < WORLDS; world += 1) {
    for (const zone of ZONES) files.write(zone, arbitraryZone(random));
    const session = resolver.open();
    onTestFinished(() => session.end());
    const names = [`t1._domainkey.${D}`, `email.${D}`, `a.b.email.${D}`, D, `a.${D}`];
    const questions = names.flatMap((name) => TYPES.map((type) => ({ name, type, isRight: () => true })));
    const sightings = await session.ask(questions);
    session.end();
    expect(sightings).toHaveLength(questions.length);
    expect(session.queries()).toBeLessThanOrEqual(150);
  }
  expect(reports).toEqual([]);
});

it("reads any text as a zone, or says on which line it is none", () => {
  const random = createRandom();
  console.log(`zone files: FUZZ_SEED=${random.seed}`);
  const pieces = [
    "(",
    ")",
    '"',
    "\\",
    "\\999",
    ";",
    "; @disagree",
    "\n",
    " ",
    "$TTL",
    "$ORIGIN",
    "@",
    "..",
    "\0",
  ];
  for (let count = 0; count < TEXTS; count += 1) {
    const text = ZONE_HEAD + arbitraryZone(random);
    const at = random.below(text.length);
    const spoiled = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(3));
    try {
      expect(parseZoneFile(spoiled, D).zone.nodes.size).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof ZoneFileError)) throw new Error(spoiled, { cause: error });
    }
  }
});
