import { KMSClient } from "@aws-sdk/client-kms";

/** Makes the client of AWS KMS. */
export function kmsClient(): KMSClient {
  return new KMSClient();
}
