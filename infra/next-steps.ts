import type { Cloud } from "./local/cloud.ts";

/** The three commands to try on a running local cloud. */
export function nextSteps({ urls, ports }: Cloud): string[] {
  return [
    `npm run ticket -- --send --http-url ${urls.http} --aws-url ${urls.aws}`,
    `aws --endpoint-url ${urls.aws} --region eu-west-1 sesv2 list-email-identities`,
    `dig @127.0.0.1 -p ${ports.dns} oxfordstones.example MX`,
  ];
}
