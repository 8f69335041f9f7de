import { exchangeOf, hostIn } from "#core/dns/record-names";
import { isSpf } from "#core/dns/spf-record";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { isFreeMailDomain } from "#core/names/free-mail";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { type Finding, onDomain } from "../model/finding.ts";
import { DOMAIN_SENTENCES } from "../sentences/domain.ts";
import { MAIL_FROM_SENTENCES } from "../sentences/mail-from.ts";
import { feedbackRoots } from "./mail-from.ts";

/** Looks at the domain as a whole. */
export type DomainDetector = (context: DiagnosisContext) => readonly Finding[];

/** Name servers of services that show advertisements for domains on sale. */
const PARKING =
  /(?:^|\.)(?:parkingcrew\.net|sedoparking\.com|bodis\.com|above\.com|afternic\.com|dan\.com|parklogic\.com|uniregistrymarket\.link|parking-page\.net)$/;

/** Finds a domain that does not exist, where no record can be right: one finding that stands for all. */
export const domainCannotBeUsed: DomainDetector = (context) => {
  const { subject, registrable, seen } = context;
  if (
    seen.of(subject.records[0]?.name ?? registrable, subject.records[0]?.type ?? "MX")?.zoneExists === "no"
  ) {
    const shownBy = [{ name: registrable, type: "MX" as const }];
    return [
      onDomain("DOMAIN_NOT_PUBLIC", context, { shownBy, fix: DOMAIN_SENTENCES.notPublic(registrable) }),
    ];
  }
  return [];
};

/** Finds a mailbox provider's domain. It hides no other finding: the reader may be that provider. */
export const freeMailDomain: DomainDetector = (context) => {
  const { domain, records } = context.subject;
  if (!isFreeMailDomain(domain) || records.every(({ purpose }) => purpose === "other")) return [];
  return [onDomain("DOMAIN_IS_FREE_MAIL", context, { fix: DOMAIN_SENTENCES.freeMail(domain) })];
};

/** Finds broken signatures: resolvers refuse what the name servers say. */
export const brokenSignatures: DomainDetector = (context) => {
  const broken = context.examined.filter(
    ({ record }) => context.seen.of(record.name, record.type)?.dnssec === "broken",
  );
  const zones = new Map(broken.map((examined) => [examined.place.zone, examined]));
  return [...zones.values()].map(({ record: { name, type }, place }) =>
    onDomain("DNSSEC_BROKEN", context, {
      shownBy: [{ name, type }],
      fix: DOMAIN_SENTENCES.dnssec(place.zone, place.dnsHost?.name),
    }),
  );
};

/** Finds a MAIL FROM domain that SES refuses for this domain. */
export const mailFromOutside: DomainDetector = (context) => {
  const { domain, mailFrom } = context.subject;
  if (mailFrom === undefined || isBelow(mailFrom, domain)) return [];
  const fix = MAIL_FROM_SENTENCES.outside(mailFrom, domain);
  return [
    onDomain("MAIL_FROM_OUTSIDE_DOMAIN", context, { seen: [mailFrom], expected: [`*.${domain}`], fix }),
  ];
};

/** Finds Amazon's MX where the company's own mail comes in. */
export const feedbackMxAtDomain: DomainDetector = (context) =>
  feedbackRoots(context).map((at) => {
    const mx = context.examined.find(({ record }) => record.purpose === "mail-from-mx");
    const host = mx === undefined ? undefined : hostIn(mx.place.zone, mx.record.name);
    return onDomain("FEEDBACK_MX_AT_DOMAIN", context, {
      seen: context.seen.values(at, "MX").map((value) => `${at}: ${value}`),
      shownBy: [{ name: at, type: "MX" }],
      fix: DOMAIN_SENTENCES.feedbackMx(at, mx?.record.name, host),
    });
  });

/** Finds the domain's own MX or SPF damaged since its records were issued. */
export const damagedSince: DomainDetector = (context) => {
  const { snapshot } = context.subject;
  if (snapshot === undefined) return [];
  const { registrable: at, seen } = context;
  const earlierMx = snapshot.mx
    .map(exchangeOf)
    .filter((one) => one !== "." && !one.startsWith("feedback-smtp."));
  const mx = seen.values(at, "MX").map(exchangeOf);
  const mxGone = earlierMx.length > 0 && seen.isKnown(at, "MX") && !earlierMx.some((one) => mx.includes(one));
  const spf = seen.values(at, "TXT").filter(isSpf);
  const [earlierSpf] = snapshot.spf;
  const spfGone = earlierSpf !== undefined && seen.isKnown(at, "TXT") && hasLost(earlierSpf, spf);
  return [
    ...(mxGone
      ? [
          onDomain("ROOT_MX_REPLACED", context, {
            seen: seen.values(at, "MX"),
            expected: snapshot.mx,
            shownBy: [{ name: at, type: "MX" }],
            fix: DOMAIN_SENTENCES.mxReplaced(at, snapshot.mx, snapshot.at),
          }),
        ]
      : []),
    ...(spfGone
      ? [
          onDomain("ROOT_SPF_REPLACED", context, {
            seen: spf,
            expected: snapshot.spf,
            shownBy: [{ name: at, type: "TXT" }],
            fix: DOMAIN_SENTENCES.spfReplaced(at, earlierSpf),
          }),
        ]
      : []),
  ];
};

/** A change of some terms may be meant; that all are gone, or some for the sake of Amazon's, is not. */
function hasLost(earlier: string, now: readonly string[]): boolean {
  const held = new Set(now.flatMap(mechanisms));
  const lost = mechanisms(earlier).filter((term) => !held.has(term));
  if (lost.length === 0) return false;
  return lost.length === mechanisms(earlier).length || held.has("include:amazonses.com");
}

function mechanisms(spf: string): readonly string[] {
  return spf
    .toLowerCase()
    .split(" ")
    .slice(1)
    .filter((term) => term !== "" && !/^[+~?-]?all$/.test(term) && term !== "include:amazonses.com");
}

/** Warns of more than one SPF record at the domain itself. */
export const severalSpfAtDomain: DomainDetector = (context) => {
  const { registrable, subject, seen } = context;
  return [...new Set([subject.domain, registrable])].flatMap((at) => {
    const spf = seen.values(at, "TXT").filter(isSpf);
    if (spf.length < 2 || at === subject.mailFrom) return [];
    const shownBy = [{ name: at, type: "TXT" as const }];
    return [
      onDomain("SPF_SEVERAL_AT_DOMAIN", context, {
        seen: spf,
        shownBy,
        fix: DOMAIN_SENTENCES.severalSpf(at, spf.length),
      }),
    ];
  });
};

/** Tells of the domain's own SPF record being over the limit. */
export const rootLookUps: DomainDetector = (context) => {
  const { registrable: at, rootSpf, seen } = context;
  if (rootSpf?.reason?.code !== "too-many-lookups") return [];
  return [
    onDomain("ROOT_SPF_TOO_MANY_LOOKUPS", context, {
      seen: seen.values(at, "TXT").filter(isSpf),
      shownBy: [{ name: at, type: "TXT" }],
      fix: DOMAIN_SENTENCES.lookups(at),
    }),
  ];
};

/** Warns of a parked domain, where the panel to add records in is yet to come. */
export const parked: DomainDetector = (context) => {
  const servers = context.seen.of(context.registrable, "MX")?.nameServers ?? [];
  if (!servers.some((server) => PARKING.test(server))) return [];
  return [
    onDomain("ZONE_PARKED", context, {
      seen: servers,
      fix: DOMAIN_SENTENCES.parked(context.registrable, servers),
    }),
  ];
};

/** Warns of senders that this domain does not cover. */
export const fromOutside: DomainDetector = (context) =>
  (context.subject.fromAddresses ?? [])
    .filter(
      (address) =>
        !isAtOrBelow(address.slice(address.lastIndexOf("@") + 1).toLowerCase(), context.subject.domain),
    )
    .map((address) =>
      onDomain("FROM_OUTSIDE_DOMAIN", context, {
        seen: [address],
        expected: [`@${context.subject.domain}`],
        fix: DOMAIN_SENTENCES.fromOutside(address, context.subject.domain),
      }),
    );
