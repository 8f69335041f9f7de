import { utcTime } from "#core/names/utc-time";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import type { FindingDetails } from "../model/finding.ts";
import { listed } from "../model/quoted-values.ts";
import { serverText } from "./record-text.ts";

type Words = Pick<FindingDetails, "cause" | "hints">;

/** Causes: records that are at another name, or at none. */
export const NAME_CAUSES = {
  doubled: (examined: ExaminedRecord, at: string, added: string) =>
    `Your ${examined.record.type} record is at ${at}, because the DNS panel added “.${added}” to a host that had it already`,
  withoutSubdomain: (examined: ExaminedRecord, at: string, lacking: string) =>
    `Your ${examined.record.type} record is at ${at}, where the part “${lacking}” is missing`,
  tooDeep: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record is at ${at}, one part too deep`,
  withoutUnderscore: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record is at ${at}, without the underscore`,
  withoutHost: (examined: ExaminedRecord, at: string) =>
    `Your ${examined.record.type} record is at ${at} itself, because the Host was left empty`,
  exchanged: (at: string) => `Host and value were exchanged, so that your record is at ${at}`,
  withoutDomainkey: (at: string) =>
    `Your CNAME record is at ${at}, where the part “_domainkey” is missing or misspelt`,
  missing: ({ right, of }: { right: number; of: number }) =>
    right > 0
      ? `${right} of the ${of} DKIM records are right, and this one is not there yet`
      : "We cannot see this record yet",
  delegated: ({ place: { zone, nameServers } }: ExaminedRecord, domain: string) =>
    `${zone} is a zone of its own, apart from ${domain}, at other name servers (${serverText(nameServers)}), so that records added in the panel of ${domain} are not seen`,
  partlyThere: ({ record: { type, name, values } }: ExaminedRecord, right: number) =>
    `${right} of the ${values.length} ${type} records of ${name} ${right === 1 ? "is" : "are"} there`,
  belowDname: (at: string, target: string) =>
    `${at} has a DNAME record to ${target}, which leads all names below it there, so that no record can be at them`,
  vanished: (rightAt: number, moved: boolean) =>
    `This record was right on ${utcTime(rightAt)} and is gone since${moved ? ", and your domain has moved to another DNS host" : ""}`,
  duplicated: ({ record: { type, name } }: ExaminedRecord) =>
    `There is more than one ${type} record at ${name}`,
  wildcard: (seen: readonly string[]) =>
    `Your zone has a wildcard record (*) that answers ${listed(seen)} for every name without a record of its own; it may stay, since a record for exactly this name wins`,
  cnameInTheWay: ({ record: { name, type } }: ExaminedRecord, target: string) =>
    `${name} is a CNAME to ${target}, and a CNAME cannot share its name with ${type} records`,
  cached: ({ record: { type, name } }: ExaminedRecord, until: string) =>
    `The ${type} record for ${name} is right, and some resolvers still hold the old answer: those we asked until ${until} at the latest`,
} as const;

/** Causes with hints of their own. */
export const NAME_WORDS = {
  onSameServers: ({ place: { zone, nameServers } }: ExaminedRecord, domain: string): Words => ({
    cause: `${zone} is a zone of its own on the same name servers as ${domain} (${serverText(nameServers)}), which answer for it from that zone alone, so that records for it in the zone ${domain} are not seen`,
    hints: [
      `If nothing needs the zone ${zone}, delete it at your DNS host instead, with its NS records in ${domain} if there are any, and add the records in ${domain}.`,
    ],
  }),
} as const;
