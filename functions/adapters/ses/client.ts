import { SESv2Client } from "@aws-sdk/client-sesv2";

/** The client every adapter of SES shares. */
export function sesClient(): SESv2Client {
  return new SESv2Client({});
}
