import type { Cloud } from "./local/cloud.ts";

/** The three commands to try on a running local cloud. */
export function nextSteps({ urls, ports }: Cloud): string[] {
  return [
    `aws --endpoint-url ${urls.aws} --region eu-west-1 stepfunctions list-state-machines`,
    `aws --endpoint-url ${urls.aws} --region eu-west-1 sesv2 list-email-identities`,
    `dig @127.0.0.1 -p ${ports.dns} example NS`,
  ];
}
