import * as z from "zod";
import type { Service } from "#core/publication/service";
import { signingZoneOf } from "#core/records/signing-zone";

/** The address to which the optional DMARC record directs reports; an empty variable means none. */
export const dmarcReports = z.string().transform((address) => (address === "" ? undefined : address));

/** The environment of every function that checks whether records can be published automatically. */
export const serviceEnvironment = z.object({
  AWS_REGION: z.string(),
  DMARC_REPORTS: dmarcReports,
  /** The platform's domain at DNS providers; empty without Domain Connect. */
  DOMAIN_CONNECT_PROVIDER: z.string(),
  /** The label of the MAIL FROM domain in the template for DNS providers. */
  MAIL_FROM_LABEL: z.string(),
});

/** Returns the deployment as DNS providers know it; `undefined` without Domain Connect. */
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
