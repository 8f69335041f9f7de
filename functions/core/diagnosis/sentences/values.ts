import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed, quoted } from "../model/quoted-values.ts";
import { clicksTo, entryWords } from "./record-words.ts";

/** What to do about records that hold something else than they must. */
export const VALUE_SENTENCES = {
  appended: (looked: ExaminedRecord, added: string) =>
    `The DNS panel added “.${added}” to the value of your ${looked.record.type} record at ${looked.record.name}: enter ${valueWords(looked)} with a dot at its very end, or without “.${added}” if you typed that.`,
  cutOff: (looked: ExaminedRecord, seen: string) =>
    `The value of your ${looked.record.type} record at ${looked.record.name} is cut off (it is ${quoted(seen)}): paste the whole of ${valueWords(looked)}.`,
  quotedValue: (looked: ExaminedRecord, seen: string) =>
    `The value of your ${looked.record.type} record at ${looked.record.name} has something around it (it is ${quoted(seen)}): paste just ${valueWords(looked)}, without quotes, brackets or “https://”.`,
  mistyped: (looked: ExaminedRecord, seen: string) =>
    `The value of your ${looked.record.type} record at ${looked.record.name} differs in a few letters (it is ${quoted(seen)}): replace it by ${valueWords(looked)}, best by copy and paste.`,
  amazonaws: (looked: ExaminedRecord) =>
    `The value of your ${looked.record.type} record at ${looked.record.name} ends in “amazonaws.com”: it must be ${valueWords(looked)}, with “amazonses.com”.`,
  isName: (looked: ExaminedRecord) =>
    `Your ${looked.record.type} record at ${looked.record.name} has its own name as its value: put ${valueWords(looked)} into the value field.`,
  wrong: (looked: ExaminedRecord) =>
    `The ${looked.record.type} record at ${looked.record.name} holds ${listed(looked.seen)}: replace that by ${valueWords(looked)}.`,

  proxied: (looked: ExaminedRecord) =>
    `${hostName(looked)} answers for ${looked.record.name} with addresses of its proxy, which hides the CNAME: switch this record to “DNS only” (no proxy).${clicksTo("unproxy", looked)}`,
  flattened: (looked: ExaminedRecord) =>
    `${hostName(looked)} answers for ${looked.record.name} with the key itself instead of the CNAME to it; this works today, but turn “CNAME flattening” off for this record, or replace a pasted TXT by the CNAME with the value ${valueWords(looked)}, so that it goes on when Amazon changes the key.`,
  keyPasted: (looked: ExaminedRecord) =>
    `At ${looked.record.name} a key was pasted as TXT, which breaks as soon as Amazon changes the key: delete that TXT record and add a CNAME record with ${entryWords(looked)}.`,
  address: (looked: ExaminedRecord, addresses: readonly string[]) =>
    `At ${looked.record.name} there is an address or a redirect (${listed(addresses)}) instead of the CNAME: delete it and add a CNAME record with ${entryWords(looked)}.`,
  txtInsteadOfCname: (looked: ExaminedRecord) =>
    `The record at ${looked.record.name} has the right value and the wrong type: delete the TXT record and add a CNAME record with ${entryWords(looked)}.`,
  nsInsteadOfCname: (looked: ExaminedRecord) =>
    `The record at ${looked.record.name} was entered as NS: delete it and add a CNAME record for ${looked.record.name} with the value ${valueWords(looked)}.`,
  indirect: (looked: ExaminedRecord, by: string) =>
    `Your CNAME at ${looked.record.name} leads to ${quoted(by)} first: let it point straight to ${valueWords(looked)}.`,
  swapped: (looked: ExaminedRecord, other: string) =>
    `The CNAME at ${looked.record.name} has the value that belongs to ${other}: give it ${valueWords(looked)}, whose first part is the same as that of the host.`,
  oldToken: (looked: ExaminedRecord) =>
    `The CNAME at ${looked.record.name} points to a key of an earlier request (${listed(looked.seen)}): replace its value by ${valueWords(looked)}.`,
  otherSigningZone: (looked: ExaminedRecord) =>
    `The CNAME at ${looked.record.name} points to the keys of another Amazon Region (${listed(looked.seen)}): replace its value by ${valueWords(looked)}.`,
} as const;

function hostName({ place }: ExaminedRecord): string {
  return place.dnsHost?.name ?? "Your DNS host";
}

function valueWords({ record }: ExaminedRecord): string {
  return record.values.map(quoted).join(" and ");
}
