/** https://docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains: Regions with a DKIM zone of their own. */
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

/** Returns the zone of a Region's DKIM keys, for when SES does not report it (`SigningHostedZone`). */
export function signingZoneOf(region: string): string {
  return OWN_ZONE.has(region) ? `dkim.${region}.amazonses.com` : "dkim.amazonses.com";
}
