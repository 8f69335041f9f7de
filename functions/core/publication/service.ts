/**
 * The deployment as DNS providers know it: the parts of its template and links that are the same for all
 * customers.
 */
export interface Service {
  /** The platform's domain: providers know the template by it, and its DNS holds the public key. */
  readonly providerId: string;
  readonly region: string;
  /** The zone of the Region's DKIM keys, without a leading dot. */
  readonly signingZone: string;
  /**
   * The label of the MAIL FROM domain in the template. It is fixed, because a variable could take over any
   * name.
   */
  readonly mailFromLabel: string;
  /** The address for DMARC reports, if the deployer has declared one. */
  readonly dmarcReports?: string;
}

/** The name of the template at DNS providers. */
export const SERVICE_ID = "sending-domain";

/** The label below `providerId` at which the public key is published. */
export const KEY_LABEL = "_dck1";
