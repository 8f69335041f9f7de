import { AwsError } from "../aws/service.ts";
import { askEngine } from "./engine-request.ts";
import { unavailable } from "./unavailable.ts";

/** Calls one operation of DynamoDB or DynamoDB Streams, such as "DynamoDB_20120810.CreateTable". */
export type CallDynamoDb = (target: string, input: unknown) => Promise<Record<string, unknown>>;

/** Makes the local cloud's own client; its signature is a placeholder, because the engine does not check it. */
export function createDynamoDbClient(url: () => string | undefined): CallDynamoDb {
  return async (target, input) => {
    const endpoint = url();
    if (endpoint === undefined) throw unavailable();
    const { status, body } = await askEngine(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
      },
      body: JSON.stringify(input),
    });
    const answer = JSON.parse(body) as Record<string, unknown>;
    if (status < 300) return answer;
    const code = String(answer["__type"]).replace(/^.*#/, "");
    throw new AwsError(code, String(answer["message"] ?? answer["Message"]), status);
  };
}
