import { SESClient } from "@aws-sdk/client-ses";

/** The client of SES's first API, for what the second one lacks. */
export function sesV1Client(): SESClient {
  return new SESClient({});
}
