import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed, quoted } from "../model/quoted-values.ts";

/** Causes: records that hold something else than what is required. */
export const VALUE_CAUSES = {
  appended: (examined: ExaminedRecord, added: string) =>
    `The DNS panel added “.${added}” to the value of ${recordAt(examined)}`,
  cutOff: (examined: ExaminedRecord) => `The value of ${recordAt(examined)} is cut off`,
  quotedValue: (examined: ExaminedRecord) =>
    `The value of ${recordAt(examined)} has something around it, such as quotes, brackets or “https://”`,
  mistyped: (examined: ExaminedRecord) => `The value of ${recordAt(examined)} differs in a few letters`,
  amazonaws: (examined: ExaminedRecord) =>
    `The value of ${recordAt(examined)} ends in “amazonaws.com” instead of “amazonses.com”`,
  isName: (examined: ExaminedRecord) => `${upper(recordAt(examined))} has its own name as its value`,
  quotesInside: (examined: ExaminedRecord) =>
    `The value of ${recordAt(examined)} has quotes or backslashes inside it`,
  spoilt: (examined: ExaminedRecord, odd: readonly string[]) =>
    `The value of ${recordAt(examined)} looks right and is not: ${odd.length > 0 ? `it has ${odd.join(" and ")} in it` : "blanks or capital letters differ"}`,
  spfTerms: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} does not say what is required of it`,
  wrong: (examined: ExaminedRecord) => `${upper(recordAt(examined))} has another value than the required one`,

  proxied: (examined: ExaminedRecord) =>
    `${hostName(examined)} answers for ${examined.record.name} with addresses of its proxy, which hides the CNAME`,
  flattened: (examined: ExaminedRecord) =>
    `${hostName(examined)} answers for ${examined.record.name} with the key itself instead of the CNAME to it; this works only until Amazon changes the key`,
  keyPasted: ({ record: { name } }: ExaminedRecord) =>
    `At ${name} a key was pasted as TXT, which breaks as soon as the key is changed`,
  address: ({ record: { name } }: ExaminedRecord, addresses: readonly string[]) =>
    `At ${name} there is an address or a redirect (${listed(addresses)}) instead of the CNAME`,
  txtInsteadOfCname: ({ record: { name } }: ExaminedRecord) =>
    `The record at ${name} has the right value and the wrong type`,
  textInTheWay: ({ record: { name } }: ExaminedRecord) =>
    `At ${name} there is a TXT record, and a CNAME cannot stand beside it`,
  nsInsteadOfCname: ({ record: { name } }: ExaminedRecord) => `The record at ${name} was entered as NS`,
  indirect: ({ record: { name } }: ExaminedRecord, by: string) =>
    `Your CNAME at ${name} leads to ${quoted(by)} first, and must lead straight to its target`,
  swapped: ({ record: { name } }: ExaminedRecord, other: string) =>
    `The CNAME at ${name} has the value that belongs to ${other}`,
  oldToken: ({ record: { name } }: ExaminedRecord) =>
    `The CNAME at ${name} points to a key of an earlier request`,
  otherSigningZone: ({ record: { name } }: ExaminedRecord) =>
    `The CNAME at ${name} points to the keys of another Amazon Region`,
} as const;

function hostName({ place }: ExaminedRecord): string {
  return place.dnsHost?.name ?? "Your DNS host";
}

function recordAt({ record: { type, name } }: ExaminedRecord): string {
  return `your ${type} record at ${name}`;
}

function upper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
