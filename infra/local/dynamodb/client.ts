import { AwsError } from "../aws/service.ts";

/** Calls one operation of DynamoDB or DynamoDB Streams, such as "DynamoDB_20120810.CreateTable". */
export type CallDynamoDb = (target: string, input: unknown) => Promise<Record<string, unknown>>;

/** Makes the error for a request while no engine runs; the SDK retries such a request. */
export function unavailable(): AwsError {
  return new AwsError("ServiceUnavailable", "DynamoDB is being started again", 503);
}

/** Makes the local cloud's own client; its signature is a placeholder, because the engine does not check it. */
export function createDynamoDbClient(url: () => string | undefined): CallDynamoDb {
  return async (target, input) => {
    const endpoint = url();
    if (endpoint === undefined) throw unavailable();
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
      },
      body: JSON.stringify(input),
    }).catch(() => {
      throw unavailable();
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const code = String(answer["__type"]).replace(/^.*#/, "");
    throw new AwsError(code, String(answer["message"] ?? answer["Message"]), response.status);
  };
}
