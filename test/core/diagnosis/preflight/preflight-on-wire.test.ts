import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { type Preflight, preflight } from "#core/diagnosis/preflight/preflight";
import { startClock } from "../../../../infra/local/clock.ts";
import { type CachingResolver, startCachingResolver } from "../../../../infra/local/dns/caching-resolver.ts";
import { type DnsServer, startDnsServer } from "../../../../infra/local/dns/dns-server.ts";
import { ask, lines } from "../../../support/dns-asking.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

const ROOT = `$ORIGIN .
$TTL 3600
@ IN SOA ns.nic.example. hostmaster.nic.example. 1 7200 900 1209600 60
@ IN NS ns.nic.example.
example IN NS ns.nic.example.
`;

/** Makes the zone of a domain, with its name server and the test's records. */
const zoneOf = (domain: string, records: string) => `$ORIGIN ${domain}.
$TTL 300
@ IN SOA ns1 hostmaster 1 7200 900 1209600 60
@ IN NS ns1
ns1 IN A 127.0.0.1
${records}
`;

const ZONES: Readonly<Record<string, string>> = {
  "busy.example": `@ IN MX 1 aspmx.l.google.com.
@ IN TXT "v=spf1 include:_spf.google.com ~all"
_dmarc IN TXT "v=DMARC1; p=quarantine"
email IN CNAME shop
shop IN A 192.0.2.1
mailer IN A 192.0.2.2
pm-bounces IN CNAME pm.mtasv.net.`,
  "wild.example": `* IN CNAME park
park IN A 192.0.2.1`,
  "parted.example": `email IN NS ns1.email
ns1.email IN A 127.0.0.1`,
  "email.parted.example": "@ IN MX 10 mx.provider.example.",
  "dead.example": "; @drop dead.example.\n; @drop *.dead.example.",
  "later.example": "",
};

const zones = mkdtempSync(join(tmpdir(), "preflight-"));
let server: DnsServer;
let cache: CachingResolver;
const clock = startClock({ speed: 1, startMs: NOW });

beforeAll(async () => {
  const delegations = Object.keys(ZONES)
    .filter((domain) => domain.split(".").length === 2)
    .map((domain) => `${domain}. IN NS ns1.${domain}.\nns1.${domain}. IN A 127.0.0.1`);
  writeFileSync(join(zones, "root.zone"), ROOT);
  writeFileSync(
    join(zones, "example.zone"),
    zoneOf("example", `ns.nic IN A 127.0.0.1\n${delegations.join("\n")}`),
  );
  for (const [domain, records] of Object.entries(ZONES)) {
    writeFileSync(join(zones, `${domain}.zone`), zoneOf(domain, records));
  }
  const host = "127.0.0.1";
  server = await startDnsServer({ zones, host, port: 0 });
  cache = await startCachingResolver({ authority: { host, port: server.port }, host, port: 0, clock });
});

afterAll(async () => {
  rmSync(zones, { recursive: true });
  await cache.stop();
  await server.stop();
  clock.stop();
});

/** Runs a pre-flight over real packets, as intake does. */
async function fly(identity: string, limits = {}): Promise<Preflight> {
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port: cache.port }],
    port: server.port,
    allowedRanges: ["127.0.0.0/8"],
    limits,
  });
  const session = resolver.open();
  const subject = {
    identity,
    mailFrom: `email.${identity}`,
    fromDomains: [identity],
    excluded: [],
    region: "eu-west-1",
  };
  try {
    return await preflight(subject, session, NOW);
  } finally {
    session.end();
  }
}

describe("over real packets", () => {
  it("finds a name that is taken, and one that is free", async () => {
    const { zoneExists, mailFrom, snapshot } = await fly("busy.example");
    expect(zoneExists).toBe("yes");
    expect(mailFrom).toEqual({
      state: "taken",
      name: "email.busy.example",
      because: "cname",
      seen: ["shop.busy.example"],
      suggestion: "outbound.busy.example",
    });
    expect(snapshot).toEqual({
      at: NOW,
      mx: ["1 aspmx.l.google.com"],
      spf: ["v=spf1 include:_spf.google.com ~all"],
      nameServers: ["ns1.busy.example"],
      dmarc: "v=DMARC1; p=quarantine",
      providers: ["Google Workspace", "Postmark"],
      senders: [{ provider: "Postmark", name: "pm-bounces.busy.example", type: "CNAME" }],
      receiveNoMail: [],
    });
  });

  it("finds a name free for which only a wildcard answers", async () => {
    expect((await fly("wild.example")).mailFrom).toEqual({ state: "free", name: "email.wild.example" });
  });

  it("sees a delegation", async () => {
    expect((await fly("parted.example")).mailFrom).toMatchObject({
      state: "taken",
      because: "delegation",
      suggestion: "mailer.parted.example",
    });
  });

  it("sees that a domain does not exist", async () => {
    expect((await fly("nowhere.example")).zoneExists).toBe("no");
  });

  it("ends when its time is over, and then knows nothing", async () => {
    const { mailFrom, snapshot } = await fly("dead.example", { sessionMs: 300, queryMs: 100 });
    expect(mailFrom).toEqual({ state: "unknown", name: "email.dead.example" });
    expect(snapshot).toBeUndefined();
  });

  it("leaves no denial in caches: what is published right after it is visible everywhere at once", async () => {
    const names = ["email.later.example", "_dmarc.later.example", "google._domainkey.later.example"];
    expect((await fly("later.example")).mailFrom.state).toBe("free");
    const records = names.map((name) => `${name}. IN TXT published`).join("\n");
    writeFileSync(join(zones, "later.example.zone"), zoneOf("later.example", records));
    for (const name of names) {
      const { answers } = await ask(cache, name, "TXT", { recursionDesired: true });
      expect(lines(answers)).toEqual([`${name} TXT published`]);
    }
  });
});
