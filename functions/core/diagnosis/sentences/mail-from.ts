import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { listed, quoted } from "../model/quoted-values.ts";

/** Causes: the MX and the SPF record of the MAIL FROM domain. */
export const MAIL_FROM_CAUSES = {
  outside: (mailFrom: string, domain: string) => `${mailFrom} is not below ${domain}`,
  isCname: (name: string, target: string) =>
    `${name} is a CNAME to ${quoted(target)}, and a CNAME cannot share its name with MX and TXT records`,
  aliased: (name: string, target: string) =>
    `${name} is a CNAME to ${quoted(target)}, where the records are right; this works until the other name is changed`,
  taken: (name: string, by: readonly string[]) => `${name} is in use by another mail service (${listed(by)})`,
  severalMx: ({ record: { name }, seen }: ExaminedRecord) =>
    `${name} must have exactly one MX record, and it has ${seen.length}`,
  otherRegion: ({ record: { name } }: ExaminedRecord, region: string) =>
    region === ""
      ? `The MX of ${name} names no Amazon Region`
      : `The MX of ${name} is that of the Amazon Region “${region}”`,
  otherAmazonHost: ({ record: { name } }: ExaminedRecord) =>
    `The MX of ${name} is an Amazon server that does another job`,
  priorityInValue: ({ record: { name } }: ExaminedRecord) =>
    `The priority of the MX of ${name} was typed into its value`,
  nullMx: ({ record: { name } }: ExaminedRecord) =>
    `The MX of ${name} is a single dot, which means “no mail”`,
  wrongType: (name: string, type: string) => `The MX record at ${name} was entered as ${type}`,

  spfAtDomain: ({ record: { name } }: ExaminedRecord, at: string) =>
    `The SPF line is at ${at}, and it belongs to ${name}; the line at ${at} is not needed for this`,
  severalSpf: ({ record: { name }, seen }: ExaminedRecord) =>
    `${name} has ${seen.length} SPF lines, which makes all of them void`,
  spfNotRecognised: ({ record: { name } }: ExaminedRecord, why: string) =>
    `The TXT record at ${name} is not read as SPF, because ${why}`,
  spfAsOldType: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} is a record of the old type SPF, which receivers no longer read`,
  spfSyntax: ({ record: { name } }: ExaminedRecord, reason: string) =>
    `The SPF line at ${name} has an error (${reason}), so that none of it counts`,
  spfWithoutAmazon: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} does not let Amazon SES send`,
  spfIncludeMistyped: ({ record: { name } }: ExaminedRecord, seen: string) =>
    `The SPF line at ${name} says ${quoted(seen)} instead of “include:amazonses.com”`,
  spfAfterAll: ({ record: { name } }: ExaminedRecord) =>
    `In the SPF line at ${name} “include:amazonses.com” comes after “all”, where it is never read`,
  spfQualified: ({ record: { name } }: ExaminedRecord, sign: string) =>
    `In the SPF line at ${name} the “${sign}” before “include:amazonses.com” turns it into a refusal`,
  spfLookups: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} needs more than the ten look-ups that are allowed, so that none of it counts`,
  spfVoid: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} asks for names that do not exist, so that none of it counts`,
  spfFails: ({ record: { name } }: ExaminedRecord, why: string) =>
    `The SPF line at ${name} does not let all of Amazon SES pass (${why})`,
  spfEndsInError: ({ record: { name } }: ExaminedRecord, why: string) =>
    `The SPF line at ${name} lets Amazon SES pass, and ends in an error for all other senders (${why})`,
  spfPassesAll: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} ends in “+all”, which lets everyone send as you`,
  spfCopiedRange: ({ record: { name } }: ExaminedRecord) =>
    `The SPF line at ${name} lists Amazon's addresses one by one, and they change`,
} as const;
