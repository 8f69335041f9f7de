import { AwsError } from "../aws/service.ts";

/** Makes the error for a request while no engine runs; the SDK retries such a request. */
export function unavailable(): AwsError {
  return new AwsError("ServiceUnavailable", "DynamoDB is being started again", 503);
}
