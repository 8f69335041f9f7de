/**
 * The Regions that have a DKIM zone of their own:
 * https://docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains
 */
const OWN_ZONE: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-northeast-3",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "il-central-1",
  "me-central-1",
  "us-gov-east-1",
]);

/**
 * Returns the zone of a Region's DKIM keys; it is used when SES does not report one (`SigningHostedZone`).
 */
export function signingZoneOf(region: string): string {
  return OWN_ZONE.has(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
}
