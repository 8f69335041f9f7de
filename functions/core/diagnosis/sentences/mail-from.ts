import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed, quoted } from "../model/quoted-values.ts";
import { entryWords } from "./record-words.ts";

/** What to do about the MX and the SPF of the MAIL FROM domain. */
export const MAIL_FROM_SENTENCES = {
  outside: (mailFrom: string, domain: string) =>
    `${mailFrom} does not lie below ${domain}: choose a MAIL FROM name that ends in “.${domain}”, such as “bounce.${domain}”.`,
  isCname: ({ record: { name } }: ExaminedRecord, target: string) =>
    `${name} is a CNAME to ${quoted(target)}, and a CNAME cannot share its name with MX and TXT records: remove that CNAME if nothing needs it, or choose another sub-domain for bounces.`,
  aliased: ({ record: { name } }: ExaminedRecord, target: string) =>
    `${name} is a CNAME to ${quoted(target)}, where the records are right; this works, but put the MX and the TXT record at ${name} itself, so that nobody breaks them by changing the other name.`,
  taken: ({ record: { name } }: ExaminedRecord, by: readonly string[]) =>
    `${name} is in use by another mail service (${listed(by)}): if that is still needed, choose another sub-domain for bounces, otherwise remove it and add our records.`,
  severalMx: (examined: ExaminedRecord) =>
    `${examined.record.name} must have exactly one MX record, and it has ${examined.seen.length}: keep ${quoted(feedback(examined))} with any priority and remove ${listed(others(examined))}.`,
  otherRegion: (examined: ExaminedRecord, region: string) =>
    region === ""
      ? `The MX of ${examined.record.name} names no Amazon Region: replace its value by ${quoted(feedback(examined))}.`
      : `The MX of ${examined.record.name} is that of the Amazon Region “${region}”: replace its value by ${quoted(feedback(examined))}.`,
  otherAmazonHost: (examined: ExaminedRecord) =>
    `The MX of ${examined.record.name} is an Amazon server that does another job (${listed(examined.seen)}): replace its value by ${quoted(feedback(examined))}.`,
  priorityInValue: (examined: ExaminedRecord) =>
    `The priority was typed into the value of the MX of ${examined.record.name}: put ${examined.record.priority ?? 10} into the box for the priority, and only ${quoted(feedback(examined))} into the value.`,
  nullMx: (examined: ExaminedRecord) =>
    `The MX of ${examined.record.name} is a single dot, which means “no mail”: replace its value by ${quoted(feedback(examined))}.`,
  wrongType: (examined: ExaminedRecord, type: string) =>
    `The record at ${examined.record.name} was entered as ${type}: delete that ${type} record and add an MX record with ${entryWords(examined)}.`,

  spfAtDomain: (examined: ExaminedRecord, at: string) =>
    `The SPF line stands at ${at}, and it belongs to ${examined.record.name}: add a TXT record with ${entryWords(examined)}; the line at ${at} is not needed for this.`,
  severalSpf: (examined: ExaminedRecord, merged: string) =>
    `${examined.record.name} has ${examined.seen.length} SPF lines, which makes all of them void: keep a single TXT record that reads ${quoted(merged)} and remove the others.`,
  spfNotRecognised: (examined: ExaminedRecord, seen: string) =>
    `The TXT record at ${examined.record.name} (${quoted(seen)}) is not read as SPF: replace it by exactly ${listed(examined.record.values)}, without quotes in it and beginning with “v=spf1 ”.`,
  spfSyntax: (examined: ExaminedRecord, reason: string) =>
    `The SPF line at ${examined.record.name} has an error (${reason}), so that none of it counts: replace it by ${listed(examined.record.values)}, or mend that part.`,
  spfWithoutAmazon: (examined: ExaminedRecord, merged: string) =>
    `The SPF line at ${examined.record.name} does not let Amazon SES send: change it to ${quoted(merged)}.`,
  spfIncludeMistyped: (examined: ExaminedRecord, seen: string, merged: string) =>
    `The SPF line at ${examined.record.name} says ${quoted(seen)}, and it must be “include:amazonses.com”: change the line to ${quoted(merged)}.`,
  spfAfterAll: (examined: ExaminedRecord, merged: string) =>
    `In the SPF line at ${examined.record.name} “include:amazonses.com” stands after “all”, where nobody reads it: change the line to ${quoted(merged)}.`,
  spfQualified: (examined: ExaminedRecord, sign: string, merged: string) =>
    `In the SPF line at ${examined.record.name} the “${sign}” before “include:amazonses.com” turns it into a refusal: change the line to ${quoted(merged)}.`,
  spfLookups: (examined: ExaminedRecord) =>
    `The SPF line at ${examined.record.name} needs more than the ten look-ups that are allowed, so that none of it counts: make it just ${listed(examined.record.values)}, since this name sends by Amazon SES alone.`,
  spfVoid: (examined: ExaminedRecord) =>
    `The SPF line at ${examined.record.name} asks for names that do not exist, so that none of it counts: remove them, so that it reads ${listed(examined.record.values)}.`,
  spfFails: (examined: ExaminedRecord, why: string) =>
    `The SPF line at ${examined.record.name} does not let all of Amazon SES pass (${why}): make it ${listed(examined.record.values)}.`,
  spfEndsInError: (examined: ExaminedRecord, why: string) =>
    `The SPF line at ${examined.record.name} lets Amazon SES pass, and ends in an error for anybody else (${why}): make it just ${listed(examined.record.values)}.`,
  spfPassesAll: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} ends in “+all”, which lets anybody send as you: change that to “~all”.`,
  spfCopiedRange: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} lists Amazon's addresses one by one, and they change: use “include:amazonses.com” in their place.`,
} as const;

function feedback({ record }: ExaminedRecord): string {
  return record.values[0] ?? "";
}

function others(examined: ExaminedRecord): readonly string[] {
  const ours = examined.seen.find((value) => value.endsWith(` ${feedback(examined)}`));
  return examined.seen.filter((value) => value !== ours);
}
