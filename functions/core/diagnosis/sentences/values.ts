import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed, quoted } from "../model/quoted-values.ts";
import { clicksTo, entryWords } from "./record-words.ts";

/** What to do about records that hold something else than they must. */
export const VALUE_SENTENCES = {
  appended: (examined: ExaminedRecord, added: string) =>
    `The DNS panel added “.${added}” to the value of your ${examined.record.type} record at ${examined.record.name}: enter ${valueWords(examined)} with a dot at its very end, or without “.${added}” if you typed that.`,
  cutOff: (examined: ExaminedRecord, seen: string) =>
    `The value of your ${examined.record.type} record at ${examined.record.name} is cut off (it is ${quoted(seen)}): paste the whole of ${valueWords(examined)}.`,
  quotedValue: (examined: ExaminedRecord, seen: string) =>
    `The value of your ${examined.record.type} record at ${examined.record.name} has something around it (it is ${quoted(seen)}): paste just ${valueWords(examined)}, without quotes, brackets or “https://”.`,
  mistyped: (examined: ExaminedRecord, seen: string) =>
    `The value of your ${examined.record.type} record at ${examined.record.name} differs in a few letters (it is ${quoted(seen)}): replace it by ${valueWords(examined)}, best by copy and paste.`,
  amazonaws: (examined: ExaminedRecord) =>
    `The value of your ${examined.record.type} record at ${examined.record.name} ends in “amazonaws.com”: it must be ${valueWords(examined)}, with “amazonses.com”.`,
  isName: (examined: ExaminedRecord) =>
    `Your ${examined.record.type} record at ${examined.record.name} has its own name as its value: put ${valueWords(examined)} into the value field.`,
  wrong: (examined: ExaminedRecord) =>
    `The ${examined.record.type} record at ${examined.record.name} holds ${listed(examined.seen)}: replace that by ${valueWords(examined)}.`,

  proxied: (examined: ExaminedRecord) =>
    `${hostName(examined)} answers for ${examined.record.name} with addresses of its proxy, which hides the CNAME: switch this record to “DNS only” (no proxy).${clicksTo("unproxy", examined)}`,
  flattened: (examined: ExaminedRecord) =>
    `${hostName(examined)} answers for ${examined.record.name} with the key itself instead of the CNAME to it; this works today, but turn “CNAME flattening” off for this record, or replace a pasted TXT by the CNAME with the value ${valueWords(examined)}, so that it goes on when Amazon changes the key.`,
  keyPasted: (examined: ExaminedRecord) =>
    `At ${examined.record.name} a key was pasted as TXT, which breaks as soon as Amazon changes the key: delete that TXT record and add a CNAME record with ${entryWords(examined)}.`,
  address: (examined: ExaminedRecord, addresses: readonly string[]) =>
    `At ${examined.record.name} there is an address or a redirect (${listed(addresses)}) instead of the CNAME: delete it and add a CNAME record with ${entryWords(examined)}.`,
  txtInsteadOfCname: (examined: ExaminedRecord) =>
    `The record at ${examined.record.name} has the right value and the wrong type: delete the TXT record and add a CNAME record with ${entryWords(examined)}.`,
  nsInsteadOfCname: (examined: ExaminedRecord) =>
    `The record at ${examined.record.name} was entered as NS: delete it and add a CNAME record for ${examined.record.name} with the value ${valueWords(examined)}.`,
  indirect: (examined: ExaminedRecord, by: string) =>
    `Your CNAME at ${examined.record.name} leads to ${quoted(by)} first: let it point straight to ${valueWords(examined)}.`,
  swapped: (examined: ExaminedRecord, other: string) =>
    `The CNAME at ${examined.record.name} has the value that belongs to ${other}: give it ${valueWords(examined)}, whose first part is the same as that of the host.`,
  oldToken: (examined: ExaminedRecord) =>
    `The CNAME at ${examined.record.name} points to a key of an earlier request (${listed(examined.seen)}): replace its value by ${valueWords(examined)}.`,
  otherSigningZone: (examined: ExaminedRecord) =>
    `The CNAME at ${examined.record.name} points to the keys of another Amazon Region (${listed(examined.seen)}): replace its value by ${valueWords(examined)}.`,
} as const;

function hostName({ place }: ExaminedRecord): string {
  return place.dnsHost?.name ?? "Your DNS host";
}

function valueWords({ record }: ExaminedRecord): string {
  return record.values.map(quoted).join(" and ");
}
