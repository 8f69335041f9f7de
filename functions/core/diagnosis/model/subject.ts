import type { RequiredRecord } from "#core/records/required-records";

/** A record that must be published. */
export interface ExpectedRecord {
  readonly purpose: RequiredRecord["purpose"] | "other";
  readonly name: string;
  readonly type: RequiredRecord["type"];
  /** CNAME or MX targets without the final dot, or whole TXT texts. */
  readonly values: readonly string[];
  /** The MX preference to advise; any other is also right. */
  readonly priority?: number;
}

/** The domain's own records before its required records were issued; they must be preserved. */
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
  /** Records about which no name server has answered usably for so long that the problem is not temporary. */
  readonly silent?: readonly { readonly name: string; readonly type: string }[];
}

/** The domain and the records that a diagnosis checks. */
export interface Subject {
  /** The identity, whose DKIM keys are checked. */
  readonly domain: string;
  readonly mailFrom?: string;
  readonly region?: string;
  readonly signingHostedZone?: string;
  readonly records: readonly ExpectedRecord[];
  readonly fromAddresses?: readonly string[];
  /** The address to which an advised DMARC record directs reports. */
  readonly dmarcReports?: string;
  readonly snapshot?: Before;
  /** The result of earlier checks; absent if they are not stored, for example on a command line. */
  readonly remembered?: EarlierCheck;
  /**
   * SES's `VerificationInfo.ErrorType`, if SES still does not see DKIM records that have been right for long.
   */
  readonly sesError?: string;
  /** True if SES has verified DKIM with the present records. */
  readonly dkimVerified?: boolean;
  /** True if a person confirmed that the records are published. */
  readonly confirmed?: boolean;
}

/** Converts a required record to an expected one. */
export function expectedOf({ purpose, name, type, value, priority }: RequiredRecord): ExpectedRecord {
  return { purpose, name, type, values: [value], ...(priority === undefined ? {} : { priority }) };
}
