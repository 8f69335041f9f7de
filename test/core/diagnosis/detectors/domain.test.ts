import { describe, expect, it } from "vitest";
import {
  brokenSignatures,
  domainCannotBeUsed,
  freeMailDomain,
  fromOutside,
  mailFromOutside,
  parked,
} from "#core/diagnosis/detectors/domain";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, NS2, observed } from "../observed.ts";
import {
  concerned,
  contextOf,
  evidenceOf,
  FEEDBACK,
  KEY,
  KEY2,
  SHOWS_NONE,
  SPF,
  seenAt,
} from "./observed-context.ts";
import { onWholeDomain } from "./whole-finding.ts";

const SUPPORT = { key: "finding.actor.platform-support", values: {} };
const OWN_DOMAIN = { key: "finding.note.use-own-domain", values: {} };
const registrarOf = (zone: string) => ({ key: "finding.actor.registrar", values: { zone } });
const OTHER: ExpectedRecord = { ...KEY, purpose: "other" };

describe("a domain does not exist", () => {
  const no = { zoneExists: "no" } as const;

  it("and must be registered", () => {
    const known = [seenAt(KEY, ABSENT, no), observed(D, "MX", ABSENT)];
    expect(domainCannotBeUsed(contextOf([KEY], known))).toEqual([
      onWholeDomain("DOMAIN_NOT_PUBLIC", {
        cause: { key: "finding.domain-not-public", values: { domain: D } },
        actor: "registrar",
        whoActs: registrarOf(D),
        notes: [{ key: "finding.note.check-registration", values: {} }],
        evidence: [evidenceOf({ name: D, type: "MX" }, SHOWS_NONE)],
      }),
    ]);
  });

  it("as the first record shows", () => {
    const context = contextOf([KEY, KEY2], [seenAt(KEY, ABSENT), seenAt(KEY2, ABSENT, no)]);
    expect(domainCannotBeUsed(context)).toEqual([]);
  });

  it("as its MX shows, if no record is required", () => {
    const codes = (known: Observation) => domainCannotBeUsed(contextOf([], [known])).map(({ code }) => code);
    expect(codes(observed(D, "MX", ABSENT, no))).toEqual(["DOMAIN_NOT_PUBLIC"]);
    expect(codes(observed(D, "TXT", ABSENT, no))).toEqual([]);
    expect(codes(observed(`x.${D}`, "MX", ABSENT, no))).toEqual([]);
  });

  it.each(["yes", "unknown"] as const)("but not if that is said to be so: %s", (zoneExists) => {
    expect(domainCannotBeUsed(contextOf([KEY], [seenAt(KEY, ABSENT, { zoneExists })]))).toEqual([]);
  });
});

describe("a domain is a name of a platform", () => {
  const domain = "me.github.io";
  const at = (zone: string) => ({ zone });
  const detect = (known: readonly Observation[], records: readonly ExpectedRecord[] = [KEY]) =>
    domainCannotBeUsed(contextOf(records, known, { domain }));

  it("in the platform's zone", () => {
    expect(detect([seenAt(KEY, ABSENT, at("github.io"))])).toEqual([
      onWholeDomain("ZONE_OF_PLATFORM", {
        cause: { key: "finding.zone-of-platform", values: { domain, zone: "github.io" } },
        actor: "platform-support",
        whoActs: SUPPORT,
        notes: [OWN_DOMAIN],
      }),
    ]);
  });

  it.each<[string, readonly Observation[]]>([
    ["it has a zone of its own", [seenAt(KEY, ABSENT, at(domain)), seenAt(KEY2, ABSENT, at(domain))]],
    [
      "one record is in another zone",
      [seenAt(KEY, ABSENT, at("github.io")), seenAt(KEY2, ABSENT, at(domain))],
    ],
    ["no server answers", [seenAt(KEY, failed(), at("github.io")), seenAt(KEY2, failed(), at("github.io"))]],
    [
      "it is in another platform's zone",
      [seenAt(KEY, ABSENT, at("gitlab.io")), seenAt(KEY2, ABSENT, at("gitlab.io"))],
    ],
  ])("but not if %s", (_, known) => {
    expect(detect(known, [KEY, KEY2])).toEqual([]);
  });

  it("also if one record gives no answer", () => {
    const known = [seenAt(KEY, failed(), at("github.io")), seenAt(KEY2, ABSENT, at("github.io"))];
    expect(detect(known, [KEY, KEY2])).toHaveLength(1);
  });

  it("but no record is examined, or none observed", () => {
    expect(detect([], [])).toEqual([]);
    const { examined, seen, ...context } = contextOf([KEY], [seenAt(KEY, ABSENT)]);
    expect(domainCannotBeUsed({ ...context, examined, seen: { ...seen, of: () => undefined } })).toEqual([]);
  });
});

describe("a domain is a mailbox provider's", () => {
  const detect = (domain: string, records: readonly ExpectedRecord[]) =>
    freeMailDomain(
      contextOf(
        records,
        records.map((record) => seenAt(record, ABSENT)),
        { domain },
      ),
    );

  it("which SES refuses", () => {
    expect(detect("gmail.com", [OTHER, { ...KEY2 }])).toEqual([
      onWholeDomain("DOMAIN_IS_FREE_MAIL", {
        cause: { key: "finding.domain-is-free-mail", values: { domain: "gmail.com" } },
        actor: "platform-support",
        whoActs: SUPPORT,
        notes: [OWN_DOMAIN],
      }),
    ]);
  });

  it("but not its records for other purposes, and no other domain", () => {
    expect(detect("gmail.com", [OTHER])).toEqual([]);
    expect(detect("gmail.com", [])).toEqual([]);
    expect(detect(D, [KEY])).toEqual([]);
  });
});

describe("signatures are invalid", () => {
  it("in each zone once, shown by its last record", () => {
    const deep = { ...FEEDBACK, name: `x.bounce.${D}` };
    const zone = `bounce.${D}`;
    const broken = { dnssec: "broken" } as const;
    const known = [
      seenAt(KEY, ABSENT, broken),
      seenAt(deep, ABSENT, { ...broken, zone }),
      seenAt(KEY2, ABSENT, broken),
    ];
    const whole = (at: string, record: ExpectedRecord) =>
      onWholeDomain("DNSSEC_BROKEN", {
        cause: { key: "finding.dnssec-broken", values: { zone: at } },
        actor: "dns-host",
        whoActs: { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } },
        notes: [{ key: "finding.note.sign-again", values: { zone: at } }],
        evidence: [evidenceOf(record, SHOWS_NONE)],
      });
    expect(brokenSignatures(contextOf([KEY, deep, KEY2], known))).toEqual([
      whole(D, KEY2),
      whole(zone, deep),
    ]);
  });

  it("but not in a zone without broken ones", () => {
    const context = contextOf([KEY], [seenAt(KEY, ABSENT)]);
    expect(brokenSignatures(context)).toEqual([]);
    expect(brokenSignatures({ ...context, seen: { ...context.seen, of: () => undefined } })).toEqual([]);
  });
});

describe("a MAIL FROM domain is not below the identity", () => {
  const detect = (mailFrom: string) => {
    const records = [KEY, FEEDBACK, SPF];
    const known = [seenAt(KEY, ABSENT), seenAt(FEEDBACK, ABSENT), seenAt(SPF, held("v=spf1 -all"))];
    return mailFromOutside(contextOf(records, known, { mailFrom }));
  };

  it("which explains both of its records", () => {
    const mailFrom = "bounce.other.example";
    expect(detect(mailFrom)).toEqual([
      onWholeDomain("MAIL_FROM_OUTSIDE_DOMAIN", {
        records: [concerned(FEEDBACK), concerned(SPF)],
        seen: [mailFrom],
        expected: [`*.${D}`],
        cause: { key: "finding.mail-from-outside-domain", values: { mailFrom, domain: D } },
        actor: "platform-support",
        whoActs: SUPPORT,
        notes: [{ key: "finding.note.choose-mail-from-below", values: { domain: D } }],
      }),
    ]);
  });

  it.each([
    ["the identity itself", D, 1],
    ["only ends like it", `x${D}`, 1],
    ["below it", `a.b.${D}`, 0],
  ])("%s", (_, mailFrom, count) => {
    expect(detect(mailFrom)).toHaveLength(count);
  });

  it("but right and unknown records need no explanation", () => {
    const known = [seenAt(FEEDBACK, held(`10 ${FEEDBACK.values.join("")}`)), seenAt(SPF, failed())];
    const context = contextOf([FEEDBACK, SPF], known, { mailFrom: "x.example" });
    expect(mailFromOutside(context)).toMatchObject([{ records: [] }]);
  });

  it("but there is none", () => {
    const { subject, ...context } = contextOf([FEEDBACK], [seenAt(FEEDBACK, ABSENT)]);
    const { mailFrom, ...without } = subject;
    expect(mailFrom).toBe(`bounce.${D}`);
    expect(mailFromOutside({ ...context, subject: without })).toEqual([]);
  });
});

describe("a domain is parked", () => {
  const detect = (...nameServers: readonly string[]) =>
    parked(contextOf([], [observed(D, "MX", ABSENT, { nameServers })]));

  it("and must be moved to a DNS host", () => {
    const servers = [NS1, "ns1.sedoparking.com", NS2];
    expect(detect(...servers)).toEqual([
      onWholeDomain("ZONE_PARKED", {
        severity: "warning",
        seen: servers,
        cause: { key: "finding.zone-parked", values: { domain: D, servers: servers.slice(0, 2) } },
        actor: "registrar",
        whoActs: registrarOf(D),
        notes: [{ key: "finding.note.enter-real-host", values: {} }],
      }),
    ]);
  });

  it.each<[number, string]>([
    [1, "dan.com"],
    [1, "ns1.dan.com"],
    [0, "ns1.jordan.com"],
    [0, "ns1.dan.com.example"],
    [0, NS1],
  ])("%s: %s", (count, server) => {
    expect(detect(server)).toHaveLength(count);
  });

  it("but its name servers are unknown", () => {
    expect(detect()).toEqual([]);
    expect(parked(contextOf([], []))).toEqual([]);
  });
});

describe("a from address is not at or below the identity", () => {
  const detect = (...fromAddresses: readonly string[]) => fromOutside(contextOf([], [], { fromAddresses }));

  it("and is told, each", () => {
    const whole = (address: string) =>
      onWholeDomain("FROM_OUTSIDE_DOMAIN", {
        severity: "warning",
        seen: [address],
        expected: [`@${D}`],
        cause: { key: "finding.from-outside-domain", values: { address, domain: D } },
        actor: "platform-support",
        whoActs: SUPPORT,
        notes: [{ key: "finding.note.send-from-domain-or-set-up", values: { domain: D } }],
      });
    const [one, other] = ["shop@other.example", `shop@x${D}`];
    expect(detect(one, `shop@${D}`, other)).toEqual([whole(one), whole(other)]);
  });

  it.each([
    [0, "below it", `shop@mail.${D}`],
    [0, "in capitals", `Shop@${D.toUpperCase()}`],
    [0, "with two signs", `"a@other.example"@${D}`],
    [1, "with two signs at another", `"a@${D}"@other.example`],
    [0, "a domain alone", D],
    [1, "above it", "shop@example"],
  ])("%s: %s", (count, _, address) => {
    expect(detect(address)).toHaveLength(count);
  });

  it("but there is none", () => {
    expect(detect()).toEqual([]);
    expect(fromOutside(contextOf([], []))).toEqual([]);
  });
});
