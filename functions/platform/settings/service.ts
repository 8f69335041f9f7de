import * as z from "zod";
import type { Service } from "#core/publication/service";
import { signingZoneOf } from "#core/records/signing-zone";

/** Where the optional DMARC record asks receivers to report to; the variable is empty for none. */
export const dmarcReports = z.string().transform((address) => (address === "" ? undefined : address));

/** The environment of every function that checks whether records can publish themselves. */
export const serviceEnvironment = z.object({
  AWS_REGION: z.string(),
  DMARC_REPORTS: dmarcReports,
  /** The domain of the platform at DNS providers; empty without Domain Connect. */
  DOMAIN_CONNECT_PROVIDER: z.string(),
  /** The label of the MAIL FROM domain in the template at DNS providers. */
  MAIL_FROM_LABEL: z.string(),
});

/** Returns what the deployment is to DNS providers; `undefined` without Domain Connect. */
export function serviceOf({
  AWS_REGION,
  DMARC_REPORTS,
  DOMAIN_CONNECT_PROVIDER,
  MAIL_FROM_LABEL,
}: z.output<typeof serviceEnvironment>): Service | undefined {
  if (DOMAIN_CONNECT_PROVIDER === "") return undefined;
  return {
    providerId: DOMAIN_CONNECT_PROVIDER,
    region: AWS_REGION,
    signingZone: signingZoneOf(AWS_REGION),
    mailFromLabel: MAIL_FROM_LABEL,
    ...(DMARC_REPORTS === undefined ? {} : { dmarcReports: DMARC_REPORTS }),
  };
}
