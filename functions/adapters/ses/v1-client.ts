import { SESClient } from "@aws-sdk/client-ses";

/** Makes the client of SES v1, for operations that v2 lacks. */
export function sesV1Client(): SESClient {
  return new SESClient({});
}
