import { isSpf } from "#core/dns/spf-record";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { isFreeMailDomain } from "#core/names/free-mail";
import { removal, replacement } from "../model/corrections.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { concernedRecord, type Finding, onDomain } from "../model/finding.ts";
import { isNameOfPlatform } from "../model/platform-zone.ts";
import { joinedLines } from "../model/spf-line.ts";
import { DOMAIN_CAUSES, DOMAIN_WORDS } from "../sentences/domain.ts";
import { MAIL_FROM_CAUSES } from "../sentences/mail-from.ts";
import { feedbackMxDetails, feedbackRoots } from "./mail-from.ts";

/** Finds problems of the domain as a whole. */
export type DomainDetector = (context: DiagnosisContext) => readonly Finding[];

/** The name servers of services that park domains for sale. */
const PARKING =
  /(?:^|\.)(?:parkingcrew\.net|sedoparking\.com|bodis\.com|above\.com|afternic\.com|dan\.com|parklogic\.com|uniregistrymarket\.link|parking-page\.net)$/;

/**
 * Finds a domain that does not exist or belongs to a platform. No record can be right there, so this finding
 * replaces all others.
 */
export const domainCannotBeUsed: DomainDetector = (context) => {
  const { subject, registrable, seen } = context;
  if (
    seen.of(subject.records[0]?.name ?? registrable, subject.records[0]?.type ?? "MX")?.zoneExists === "no"
  ) {
    const shownBy = [{ name: registrable, type: "MX" as const }];
    return [onDomain("DOMAIN_NOT_PUBLIC", context, { ...DOMAIN_WORDS.notPublic(registrable), shownBy })];
  }
  const zones = new Set(context.examined.map(({ place }) => place.zone));
  const [zone = "", second] = zones;
  // If no server of a delegated zone answers, the last known zone is the one above it.
  const isAnswered = context.examined.some(({ state }) => state !== "unknown");
  return isAnswered && second === undefined && isNameOfPlatform(subject.domain, zone)
    ? [onDomain("ZONE_OF_PLATFORM", context, DOMAIN_WORDS.zoneOfPlatform(subject.domain, zone))]
    : [];
};

/** Finds a mailbox provider's domain. Other findings remain, because the reader may be that provider. */
export const freeMailDomain: DomainDetector = (context) => {
  const { domain, records } = context.subject;
  if (!isFreeMailDomain(domain) || records.every(({ purpose }) => purpose === "other")) return [];
  return [onDomain("DOMAIN_IS_FREE_MAIL", context, DOMAIN_WORDS.freeMail(domain))];
};

/** Finds invalid DNSSEC signatures: validating resolvers reject the name servers' answers. */
export const brokenSignatures: DomainDetector = (context) => {
  const broken = context.examined.filter(
    ({ record }) => context.seen.of(record.name, record.type)?.dnssec === "broken",
  );
  const zones = new Map(broken.map((examined) => [examined.place.zone, examined]));
  return [...zones.values()].map(({ record: { name, type }, place }) =>
    onDomain("DNSSEC_BROKEN", context, {
      ...DOMAIN_WORDS.dnssec(place.zone),
      shownBy: [{ name, type }],
    }),
  );
};

/** Finds a MAIL FROM domain that SES refuses for this identity; this explains all problems of its records. */
export const mailFromOutside: DomainDetector = (context) => {
  const { domain, mailFrom } = context.subject;
  if (mailFrom === undefined || isBelow(mailFrom, domain)) return [];
  const finding = onDomain("MAIL_FROM_OUTSIDE_DOMAIN", context, {
    cause: MAIL_FROM_CAUSES.outside(mailFrom, domain),
    actor: "platform-support",
    notes: [{ key: "finding.note.choose-mail-from-below", values: { domain } }],
    seen: [mailFrom],
    expected: [`*.${domain}`],
  });
  const explained = context.examined.filter(
    ({ record: { purpose }, state }) =>
      purpose.startsWith("mail-from") && state !== "right" && state !== "unknown",
  );
  return [{ ...finding, records: explained.map(concernedRecord) }];
};

/** Finds Amazon's MX at a domain whose own mail arrives there. */
export const feedbackMxAtDomain: DomainDetector = (context) =>
  feedbackRoots(context).map((at) =>
    onDomain("FEEDBACK_MX_AT_DOMAIN", context, feedbackMxDetails(at, context)),
  );

/**
 * Warns of several SPF records at the domain itself. All of them are the company's own, so they are merged
 * into one.
 */
export const severalSpfAtDomain: DomainDetector = (context) => {
  const { registrable, subject, seen } = context;
  return [...new Set([subject.domain, registrable])].flatMap((at) => {
    const lines = seen.values(at, "TXT").filter(isSpf);
    const isBehindAlias = (seen.of(at, "TXT")?.aliases.length ?? 0) > 0;
    if (lines.length < 2 || at === subject.mailFrom || isBehindAlias) return [];
    const line = (value: string) => ({ name: at, type: "TXT", value });
    const [first = "", ...others] = lines;
    const joined = joinedLines(lines);
    return [
      onDomain("SPF_SEVERAL_AT_DOMAIN", context, {
        cause: DOMAIN_CAUSES.severalSpf(at, lines.length),
        ...(joined === undefined
          ? { notes: [{ key: "finding.note.join-the-lines", values: {} }] }
          : {
              edits: [
                replacement(line(first), joined, context, "allows-all-senders"),
                ...others.map((one) => removal(line(one), context, "only-one")),
              ],
            }),
        seen: lines,
        shownBy: [{ name: at, type: "TXT" }],
      }),
    ];
  });
};

/** Finds an SPF record of the domain itself that exceeds the look-up limit. */
export const rootLookUps: DomainDetector = (context) => {
  const { registrable: at, rootSpf, seen } = context;
  if (rootSpf?.reason?.code !== "too-many-lookups") return [];
  return [
    onDomain("ROOT_SPF_TOO_MANY_LOOKUPS", context, {
      ...DOMAIN_WORDS.lookups(at),
      seen: seen.values(at, "TXT").filter(isSpf),
      shownBy: [{ name: at, type: "TXT" }],
    }),
  ];
};

/** Warns of a parked domain: its zone cannot be edited until it moves to another DNS host. */
export const parked: DomainDetector = (context) => {
  const servers = context.seen.of(context.registrable, "MX")?.nameServers ?? [];
  if (!servers.some((server) => PARKING.test(server))) return [];
  return [
    onDomain("ZONE_PARKED", context, {
      ...DOMAIN_WORDS.parked(context.registrable, servers),
      seen: servers,
    }),
  ];
};

/** Warns of from domains that are not at or below the identity. */
export const fromOutside: DomainDetector = (context) =>
  (context.subject.fromAddresses ?? [])
    .filter(
      (address) =>
        !isAtOrBelow(address.slice(address.lastIndexOf("@") + 1).toLowerCase(), context.subject.domain),
    )
    .map((address) =>
      onDomain("FROM_OUTSIDE_DOMAIN", context, {
        ...DOMAIN_WORDS.fromOutside(address, context.subject.domain),
        seen: [address],
        expected: [`@${context.subject.domain}`],
      }),
    );
