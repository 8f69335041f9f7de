import * as z from "zod";
import { LONGEST_NAME } from "#core/names/domain-name";

/** A record that the customer must publish: one of the five, or the proof of control. */
export const requiredRecord = z.object({
  purpose: z.enum(["ownership", "dkim", "mail-from-mx", "mail-from-spf"]),
  /** Full name, lower case, without the final dot. */
  name: z.string(),
  type: z.enum(["CNAME", "MX", "TXT"]),
  /** CNAME or MX target without the final dot, or the whole TXT text. */
  value: z.string(),
  /** MX preference. */
  priority: z.number().int().optional(),
  /** The time to live, in seconds. */
  ttl: z.number().int(),
});

/** A record that the customer must publish. */
export type RequiredRecord = z.infer<typeof requiredRecord>;

/** The values from which the five records are made: SES's answer, the MAIL FROM domain and the Region. */
export interface RecordSource {
  readonly identity: string;
  readonly mailFrom: string;
  readonly dkimTokens: readonly string[];
  /** `DkimAttributes.SigningHostedZone` in SES's answer. */
  readonly signingHostedZone: string;
  readonly region: string;
}

/** One hour: short enough to correct a mistake the same day. */
const TTL = 3600;

/**
 * The five records in the order to add them: three DKIM CNAMEs, the MAIL FROM MX, the MAIL FROM SPF TXT.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html,
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
export function requiredRecords(source: RecordSource): RequiredRecord[] {
  const dkim = source.dkimTokens.map(
    (token): RequiredRecord => ({
      purpose: "dkim",
      name: dkimName(token, source.identity),
      type: "CNAME",
      value: `${token}.${source.signingHostedZone}`,
      ttl: TTL,
    }),
  );
  return [...dkim, ...mailFromRecords(source)];
}

function dkimName(token: string, identity: string): string {
  return `${token}._domainkey.${identity}`;
}

/** SES's DKIM tokens have 32 characters. */
const TOKEN_LENGTH = 32;

/**
 * The most characters that an identity may have. Its DKIM records have the longest names of all that a
 * request needs, and they must exist in DNS.
 */
export const LONGEST_IDENTITY = LONGEST_NAME - dkimName("x".repeat(TOKEN_LENGTH), "").length;

/** The two records of the MAIL FROM domain; SES accepts exactly one MX there. */
function mailFromRecords({ mailFrom, region }: RecordSource): RequiredRecord[] {
  return [
    {
      purpose: "mail-from-mx",
      name: mailFrom,
      type: "MX",
      priority: 10,
      value: `feedback-smtp.${region}.amazonses.com`,
      ttl: TTL,
    },
    {
      purpose: "mail-from-spf",
      name: mailFrom,
      type: "TXT",
      value: "v=spf1 include:amazonses.com ~all",
      ttl: TTL,
    },
  ];
}

/** True for the two records of the MAIL FROM domain. */
export function isOfMailFrom({ purpose }: RequiredRecord): boolean {
  return purpose === "mail-from-mx" || purpose === "mail-from-spf";
}
