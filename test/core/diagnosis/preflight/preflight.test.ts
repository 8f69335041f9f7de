import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PreflightSubject, preflight } from "#core/diagnosis/preflight/preflight";
import { type DeclaredZone, sessionOf } from "./declared-zone.ts";

const D = "oxfordstones.example";
const NOW = Date.UTC(2026, 10, 23, 9);
const SUBJECT: PreflightSubject = {
  identity: D,
  mailFrom: `email.${D}`,
  fromDomains: [D],
  excluded: [],
  region: "eu-west-1",
};

const fly = (zone: DeclaredZone, subject: Partial<PreflightSubject> = {}) =>
  preflight({ ...SUBJECT, ...subject }, sessionOf(D, zone), NOW);
const choice = async (zone: DeclaredZone, subject: Partial<PreflightSubject> = {}) =>
  (await fly(zone, subject)).mailFrom;

const { mailFrom: _none, ...PROPOSING } = SUBJECT;
const propose = async (zone: DeclaredZone, subject: Partial<PreflightSubject> = {}) =>
  (await preflight({ ...PROPOSING, ...subject }, sessionOf(D, zone), NOW)).mailFrom;

describe("a name is taken", () => {
  it.each<[string, DeclaredZone, string, readonly string[]]>([
    ["a website's CNAME", { email: { CNAME: "shop.example" } }, "cname", ["shop.example"]],
    ["a mailbox's MX", { email: { MX: "10 mx.example" } }, "mx", ["10 mx.example"]],
    [
      "an MX of another region",
      { email: { MX: "10 feedback-smtp.us-east-1.amazonses.com" } },
      "other-region",
      ["10 feedback-smtp.us-east-1.amazonses.com"],
    ],
    [
      "ours beside another's",
      { email: { MX: "10 feedback-smtp.eu-west-1.amazonses.com | 20 mx.example" } },
      "mx",
      ["10 feedback-smtp.eu-west-1.amazonses.com", "20 mx.example"],
    ],
    ["an address", { email: { A: "192.0.2.1" } }, "address", ["192.0.2.1"]],
    ["an IPv6 address", { email: { AAAA: "2001:db8::1" } }, "address", ["2001:db8::1"]],
    [
      "another's SPF",
      { email: { TXT: "v=spf1 include:sendgrid.net -all" } },
      "spf",
      ["v=spf1 include:sendgrid.net -all"],
    ],
    ["a delegation", { email: { NS: "ns1.provider.example" } }, "delegation", ["ns1.provider.example"]],
    [
      "a CNAME where others are a wildcard's",
      { email: { CNAME: "shop.example" }, "*": { CNAME: "park.example" } },
      "cname",
      ["shop.example"],
    ],
  ])("by %s", async (_, zone, because, seen) => {
    expect(await choice(zone)).toEqual({
      state: "taken",
      name: `email.${D}`,
      because,
      seen,
      suggestion: `mailer.${D}`,
    });
  });

  it("and the suggestion is free itself, and no domain of a from address", async () => {
    const zone = {
      email: { A: "192.0.2.1" },
      mailer: { CNAME: "x.example" },
      outbound: { MX: "10 mx.example" },
    };
    expect(await choice(zone)).toMatchObject({ suggestion: `envelope.${D}` });
    expect(await choice(zone, { excluded: [`envelope.${D}`], fromDomains: [`post.${D}`] })).toMatchObject({
      suggestion: `returns.${D}`,
    });
  });
});

describe("a name is free", () => {
  it.each<[string, DeclaredZone]>([
    ["that does not exist", {}],
    ["that has something below it alone", { "x.email": { A: "192.0.2.1" } }],
    [
      "where SES's MX of this region is",
      { email: { MX: "10 feedback-smtp.eu-west-1.amazonses.com", A: "192.0.2.1" } },
    ],
    ["where SES's SPF is", { email: { TXT: "v=spf1 include:amazonses.com ~all" } }],
    ["with a text that is no SPF", { email: { TXT: "site-verification=1" } }],
    ["that a wildcard answers for", { "*": { A: "192.0.2.1", MX: "10 mx.example", TXT: "v=spf1 -all" } }],
    ["that a wildcard leads away", { "*": { CNAME: "park.example" } }],
  ])("%s", async (_, zone) => {
    expect(await choice(zone)).toEqual({ state: "free", name: `email.${D}` });
  });
});

describe("it is unknown if a name is taken", () => {
  it.each<[string, DeclaredZone]>([
    ["of the MX", { email: { MX: "!" } }],
    ["of an address", { email: { TXT: "x", A: "!" } }],
    ["of anything", { email: { MX: "!", TXT: "!", A: "!", AAAA: "!" } }],
  ])("%s", async (_, zone) => {
    expect(await choice(zone)).toEqual({ state: "unknown", name: `email.${D}` });
  });

  it("but records that are seen take the name", async () => {
    expect(await choice({ email: { MX: "!", A: "192.0.2.1" } })).toMatchObject({
      state: "taken",
      because: "address",
    });
  });

  it("whether the domain exists: no snapshot, and nothing blocks", async () => {
    const session = sessionOf(D, { "@": { MX: "!", TXT: "!" } }, "unknown");
    const { zoneExists, snapshot } = await preflight(SUBJECT, session, NOW);
    expect([zoneExists, snapshot]).toEqual(["unknown", undefined]);
  });
});

describe("a name is proposed", () => {
  it("that is free", async () => {
    expect(await propose({})).toEqual({ state: "free", name: `email.${D}` });
    expect(await propose({ email: { A: "192.0.2.1" } })).toEqual({ state: "free", name: `mailer.${D}` });
  });

  it("that may be free, if none certainly is", async () => {
    expect(await propose({ "*": { MX: "!", TXT: "!", A: "!", AAAA: "!" } })).toEqual({
      state: "unknown",
      name: `email.${D}`,
    });
  });

  it("unless all are taken", async () => {
    const labels = ["email", "mailer", "outbound", "envelope", "post", "returns"];
    const zone = Object.fromEntries(labels.map((label) => [label, { A: "192.0.2.1" }]));
    expect(await propose(zone)).toEqual({ state: "none" });
  });
});

it("stops at a domain that does not exist", async () => {
  const session = sessionOf(D, {}, "no");
  expect(await preflight(SUBJECT, session, NOW)).toEqual({
    zoneExists: "no",
    mailFrom: { state: "none" },
    providers: [],
    receivesMail: [],
  });
  expect(session.asked).toHaveLength(2);
});

const FULL: DeclaredZone = {
  "@": {
    MX: "1 aspmx.l.google.com",
    TXT: "v=spf1 include:_spf.google.com include:mailgun.org ~all | x=1",
    NS: "ns1.oxfordstones.example",
  },
  _dmarc: { TXT: "v=DMARC1; p=reject" },
  "google._domainkey": { TXT: "v=DKIM1; p=MIIB" },
  "pm-bounces": { CNAME: "pm.mtasv.net" },
};

it("keeps a snapshot of the records before the set-up", async () => {
  const { snapshot, dmarc, providers, receivesMail } = await fly(FULL);
  expect(snapshot).toEqual({
    at: NOW,
    mx: ["1 aspmx.l.google.com"],
    spf: ["v=spf1 include:_spf.google.com include:mailgun.org ~all"],
    nameServers: ["ns1.oxfordstones.example"],
    dmarc: "v=DMARC1; p=reject",
    providers: ["Google Workspace", "Mailgun", "Postmark"],
    senders: [
      { provider: "Mailgun", name: D, type: "TXT" },
      { provider: "Postmark", name: `pm-bounces.${D}`, type: "CNAME" },
    ],
    receiveNoMail: [],
  });
  expect(dmarc?.rfc9989.policy).toBe("reject");
  expect(providers[0]).toEqual({
    name: "Google Workspace",
    kind: "mailbox",
    seenIn: ["host", "spf", "dkim"],
    seenAt: [
      { name: D, type: "MX" },
      { name: D, type: "TXT" },
      { name: `google._domainkey.${D}`, type: "TXT" },
    ],
  });
  expect(receivesMail).toEqual([{ domain: D, state: "yes" }]);
});

it.each<[string, DeclaredZone, string]>([
  ["no MX", { "@": { A: "192.0.2.1" } }, "no"],
  ["a null MX", { "@": { MX: "0 ." } }, "no"],
  ["SES's feedback MX", { "@": { MX: "10 feedback-smtp.eu-west-1.amazonses.com" } }, "no"],
  ["SES's inbound MX", { "@": { MX: "10 inbound-smtp.eu-west-1.amazonaws.com" } }, "yes"],
  ["no answer", { "@": { MX: "!" } }, "unknown"],
])("a from domain with %s receives mail: %s", async (_, zone, state) => {
  expect((await fly(zone)).receivesMail).toEqual([{ domain: D, state }]);
});

it("stays within a number of questions, and asks no resolver below the domain, which would cache a denial", async () => {
  const busy = { email: { A: "192.0.2.1" }, mailer: { A: "192.0.2.1" }, "*": { TXT: "x" } };
  const session = sessionOf(D, { ...FULL, ...busy });
  await preflight(SUBJECT, session, NOW);
  expect(session.asked.length).toBeLessThan(90);
  for (const { name, isRight, through } of session.asked) {
    expect(isRight).toBeUndefined();
    if (name.endsWith(D)) expect(through).toBe("one-server");
  }
});

describe("no question is asked whose answer is known", () => {
  const asked = async (zone: DeclaredZone): Promise<readonly string[]> => {
    const session = sessionOf(D, zone);
    await preflight(PROPOSING, session, NOW);
    return session.asked.map(({ name }) => name);
  };
  const key = `google._domainkey.${D}`;

  it("about keys below a _domainkey that does not exist, as RFC 8020 says", async () => {
    expect(await asked({ "@": { A: "192.0.2.1" } })).not.toContain(key);
  });

  it.each<[string, DeclaredZone]>([
    ["exists for another key", { "unknown._domainkey": { TXT: "v=DKIM1; p=MIIB" } }],
    ["gives no answer", { _domainkey: { TXT: "!" } }],
    ["is a CNAME, whose target alone may not exist", { _domainkey: { CNAME: "keys.example" } }],
  ])("but keys are asked for where _domainkey %s", async (_, zone) => {
    expect(await asked(zone)).toContain(key);
  });

  it("about other MAIL FROM domains while the preferred one is free", async () => {
    expect(await asked({})).not.toContain(`mailer.${D}`);
    expect(await asked({ email: { A: "192.0.2.1" } })).toContain(`mailer.${D}`);
  });
});

it("limits the size of the snapshot", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 3000 }), { maxLength: 30 }), async (values) => {
      const text = values.map((value) => `v=spf1 ${value.replaceAll("|", "")}`).join(" | ");
      const { snapshot } = await fly({ "@": { MX: text || "0 .", TXT: text || "x" } });
      expect(JSON.stringify(snapshot).length).toBeLessThan(150_000);
    }),
    { numRuns: 20 },
  );
});
