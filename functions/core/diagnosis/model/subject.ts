import type { RequiredRecord } from "#core/records/required-records";

/** A record that must be there. */
export interface ExpectedRecord {
  readonly purpose: RequiredRecord["purpose"] | "other";
  readonly name: string;
  readonly type: RequiredRecord["type"];
  /** CNAME or MX targets without the final dot, or whole TXT texts. */
  readonly values: readonly string[];
  /** MX preference to offer; any other is right as well. */
  readonly priority?: number;
}

/** The domain's own records before its required records were issued: they must not get lost. */
export interface Before {
  readonly at: number;
  readonly mx: readonly string[];
  readonly spf: readonly string[];
  readonly nameServers: readonly string[];
}

/** The results of earlier checks. */
export interface EarlierCheck {
  /** When records were last seen right. */
  readonly right: readonly { readonly name: string; readonly type: string; readonly at: number }[];
  /** Since when the name servers have given different answers, if they did at the last check. */
  readonly disagreeingSince?: number;
  /** Records for which no name server has given a usable answer for so long that it does not pass by itself. */
  readonly silent?: readonly { readonly name: string; readonly type: string }[];
}

/** The subject of a diagnosis. */
export interface Subject {
  /** The identity: DKIM signs with it. */
  readonly domain: string;
  readonly mailFrom?: string;
  readonly region?: string;
  readonly signingHostedZone?: string;
  readonly records: readonly ExpectedRecord[];
  readonly fromAddresses?: readonly string[];
  /** Where an advised DMARC record asks receivers to report to. */
  readonly dmarcReports?: string;
  readonly snapshot?: Before;
  /** Absent if earlier checks are not stored, such as on a command line. */
  readonly remembered?: EarlierCheck;
  /** Why SES does not find the DKIM records, although they have been right for long: `VerificationInfo.ErrorType`. */
  readonly sesError?: string;
  /** SES has verified DKIM as it is. */
  readonly dkimVerified?: boolean;
  /** True if a person confirmed that the records are published. */
  readonly confirmed?: boolean;
}

/** A required record as what is expected. */
export function expectedOf({ purpose, name, type, value, priority }: RequiredRecord): ExpectedRecord {
  return { purpose, name, type, values: [value], ...(priority === undefined ? {} : { priority }) };
}
