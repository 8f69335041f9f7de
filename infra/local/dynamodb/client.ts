import { AwsError } from "../aws/service.ts";

/** Calls one operation of DynamoDB or DynamoDB Streams, such as "DynamoDB_20120810.CreateTable". */
export type CallDynamoDb = (target: string, input: unknown) => Promise<Record<string, unknown>>;

/** Makes the local cloud's own client, which signs nothing that anyone checks. */
export function createDynamoDbClient(url: string): CallDynamoDb {
  return async (target, input) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
      },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const code = String(answer["__type"]).replace(/^.*#/, "");
    throw new AwsError(code, String(answer["message"] ?? answer["Message"]), response.status);
  };
}
