import { SESv2Client } from "@aws-sdk/client-sesv2";

/** Makes the client that all adapters of SES v2 share. */
export function sesClient(): SESv2Client {
  return new SESv2Client({});
}
