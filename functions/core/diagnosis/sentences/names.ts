import { utcTime } from "#core/names/utc-time";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed } from "../model/quoted-values.ts";
import { aRecord, clicksTo, entryWords, hostWords, serverWords, whereWords } from "./record-words.ts";

/** What to do about records that are somewhere else, or nowhere. */
export const NAME_SENTENCES = {
  doubled: (examined: ExaminedRecord, at: string, added: string) =>
    `Your ${examined.record.type} record sits at ${at}, because the DNS panel added “.${added}” to a host that had it already: change the Host to ${hostWords(examined)} and leave the value as it is.`,
  withoutSubdomain: (examined: ExaminedRecord, at: string, lacking: string) =>
    examined.record.purpose === "dkim"
      ? `Your ${examined.record.type} record sits at ${at}, where the part “${lacking}” is lacking: change the Host to ${hostWords(examined)}.`
      : `There is such ${aRecord(examined)} at ${at}, where the part “${lacking}” is lacking: if it is meant for ${examined.record.name}, change its Host to ${hostWords(examined)}, and if something else needs it, leave it and add another one there.`,
  tooDeep: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record sits at ${at}, one part too deep: change the Host to ${hostWords(examined)}.`,
  withoutUnderscore: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record sits at ${at}, without the underscore: change the Host to ${hostWords(examined)}, and if the panel refuses the underscore, ask ${examined.place.dnsHost?.name ?? "your DNS host"} to add the record for you.`,
  withoutHost: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record sits at ${at} itself, because the Host was left empty: remove it there and add it with Host ${hostWords(examined)}.`,
  exchanged: (examined: ExaminedRecord, at: string) =>
    `Host and value were exchanged, so that your record sits at ${at}: remove it and add ${aRecord(examined)} with ${entryWords(examined)}.`,
  withoutDomainkey: (examined: ExaminedRecord, at: string) =>
    `Your CNAME record sits at ${at}, where the part “_domainkey” is lacking or miswritten: change the Host to ${hostWords(examined)}.`,
  missing: (examined: ExaminedRecord, { right, of }: { right: number; of: number }, confirmed: boolean) =>
    [
      right > 0
        ? `${right} of the ${of} DKIM records are right, and this one is not there yet: add`
        : "We cannot see this record yet: add",
      ` ${aRecord(examined)} at ${whereWords(examined)}, with ${entryWords(examined)}.`,
      confirmed
        ? " If you can see it yourself, check that it was saved, and that you edited the public zone and not an internal one."
        : "",
      clicksTo("add", examined),
    ].join(""),
  delegated: (examined: ExaminedRecord, domain: string) =>
    `${examined.place.zone} is a zone of its own, apart from ${domain}, at other name servers (${serverWords(examined.place.nameServers)}), so that what is added in the panel of ${domain} is not seen: add ${aRecord(examined)} ${examined.place.dnsHost === undefined ? "where those are run" : `at ${examined.place.dnsHost.name}`}, with ${entryWords(examined)}, or have ${examined.place.zone} handed back by removing its NS records in ${domain}.`,
  vanished: (examined: ExaminedRecord, rightAt: number, moved: boolean) =>
    `This record was right on ${utcTime(rightAt)} and is gone since${moved ? `, and your domain has moved to ${whereWords(examined)}` : ""}: add the ${examined.record.type} record again${moved ? " there" : ""}, with ${entryWords(examined)}.`,
  duplicated: (examined: ExaminedRecord) =>
    `There is more than one ${examined.record.type} record at ${examined.record.name}: keep the one with the value ${listed(examined.record.values)} and remove ${listed(examined.seen.filter((value) => !examined.record.values.includes(value)))}.`,
  disagree: (examined: ExaminedRecord, behind: readonly string[]) =>
    `Your name servers do not agree: ${behind.join(" and ")} ${behind.length === 1 ? "does" : "do"} not have the right ${examined.record.type} record for ${examined.record.name}, while the others do; ask ${examined.place.dnsHost?.name ?? "whoever runs your DNS"} why they differ.`,
  notInStep: (examined: ExaminedRecord, behind: readonly string[]) =>
    `Some of your name servers have the ${examined.record.type} record for ${examined.record.name} already, and ${behind.join(" and ")} not yet: wait a few minutes, this usually settles by itself.`,
  wildcard: (examined: ExaminedRecord, seen: readonly string[]) =>
    `Your zone has a wildcard record (*) that answers ${listed(seen)} for every name without a record of its own: leave it as it is and add ${aRecord(examined)} for exactly this name beside it, with ${entryWords(examined)}; that one wins.`,
  cached: (examined: ExaminedRecord, until: string) =>
    `The ${examined.record.type} record for ${examined.record.name} is right, and there is nothing to do: some resolvers still hold the old answer, those we asked until ${until} at the latest.`,
} as const;
