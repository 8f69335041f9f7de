import { utcTime } from "#core/names/utc-time";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed } from "../model/quoted-values.ts";
import { aRecord, clicksTo, entryWords, hostWords, serverWords, whereWords } from "./record-words.ts";

/** What to do about records that are somewhere else, or nowhere. */
export const NAME_SENTENCES = {
  doubled: (looked: ExaminedRecord, at: string, added: string) =>
    `Your ${looked.record.type} record sits at ${at}, because the DNS panel added “.${added}” to a host that had it already: change the Host to ${hostWords(looked)} and leave the value as it is.`,
  withoutSubdomain: (looked: ExaminedRecord, at: string, lacking: string) =>
    looked.record.purpose === "dkim"
      ? `Your ${looked.record.type} record sits at ${at}, where the part “${lacking}” is lacking: change the Host to ${hostWords(looked)}.`
      : `There is such ${aRecord(looked)} at ${at}, where the part “${lacking}” is lacking: if it is meant for ${looked.record.name}, change its Host to ${hostWords(looked)}, and if something else needs it, leave it and add another one there.`,
  tooDeep: (looked: ExaminedRecord, at: string) =>
    `Your ${looked.record.type} record sits at ${at}, one part too deep: change the Host to ${hostWords(looked)}.`,
  withoutUnderscore: (looked: ExaminedRecord, at: string) =>
    `Your ${looked.record.type} record sits at ${at}, without the underscore: change the Host to ${hostWords(looked)}, and if the panel refuses the underscore, ask ${looked.place.dnsHost?.name ?? "your DNS host"} to add the record for you.`,
  withoutHost: (looked: ExaminedRecord, at: string) =>
    `Your ${looked.record.type} record sits at ${at} itself, because the Host was left empty: remove it there and add it with Host ${hostWords(looked)}.`,
  exchanged: (looked: ExaminedRecord, at: string) =>
    `Host and value were exchanged, so that your record sits at ${at}: remove it and add ${aRecord(looked)} with ${entryWords(looked)}.`,
  withoutDomainkey: (looked: ExaminedRecord, at: string) =>
    `Your CNAME record sits at ${at}, where the part “_domainkey” is lacking or miswritten: change the Host to ${hostWords(looked)}.`,
  missing: (looked: ExaminedRecord, { right, of }: { right: number; of: number }, confirmed: boolean) =>
    [
      right > 0
        ? `${right} of the ${of} DKIM records are right, and this one is not there yet: add`
        : "We cannot see this record yet: add",
      ` ${aRecord(looked)} at ${whereWords(looked)}, with ${entryWords(looked)}.`,
      confirmed
        ? " If you can see it yourself, check that it was saved, and that you edited the public zone and not an internal one."
        : "",
      clicksTo("add", looked),
    ].join(""),
  delegated: (looked: ExaminedRecord, domain: string) =>
    `${looked.place.zone} is a zone of its own, apart from ${domain}, at other name servers (${serverWords(looked.place.nameServers)}), so that what is added in the panel of ${domain} is not seen: add ${aRecord(looked)} ${looked.place.dnsHost === undefined ? "where those are run" : `at ${looked.place.dnsHost.name}`}, with ${entryWords(looked)}, or have ${looked.place.zone} handed back by removing its NS records in ${domain}.`,
  vanished: (looked: ExaminedRecord, rightAt: number, moved: boolean) =>
    `This record was right on ${utcTime(rightAt)} and is gone since${moved ? `, and your domain has moved to ${whereWords(looked)}` : ""}: add the ${looked.record.type} record again${moved ? " there" : ""}, with ${entryWords(looked)}.`,
  duplicated: (looked: ExaminedRecord) =>
    `There is more than one ${looked.record.type} record at ${looked.record.name}: keep the one with the value ${listed(looked.record.values)} and remove ${listed(looked.seen.filter((value) => !looked.record.values.includes(value)))}.`,
  disagree: (looked: ExaminedRecord, behind: readonly string[]) =>
    `Your name servers do not agree: ${behind.join(" and ")} ${behind.length === 1 ? "does" : "do"} not have the right ${looked.record.type} record for ${looked.record.name}, while the others do; ask ${looked.place.dnsHost?.name ?? "whoever runs your DNS"} why they differ.`,
  notInStep: (looked: ExaminedRecord, behind: readonly string[]) =>
    `Some of your name servers have the ${looked.record.type} record for ${looked.record.name} already, and ${behind.join(" and ")} not yet: wait a few minutes, this usually settles by itself.`,
  wildcard: (looked: ExaminedRecord, seen: readonly string[]) =>
    `Your zone has a wildcard record (*) that answers ${listed(seen)} for every name without a record of its own: leave it as it is and add ${aRecord(looked)} for exactly this name beside it, with ${entryWords(looked)}; that one wins.`,
  cached: (looked: ExaminedRecord, until: string) =>
    `The ${looked.record.type} record for ${looked.record.name} is right, and there is nothing to do: some resolvers still hold the old answer, those we asked until ${until} at the latest.`,
} as const;
