import { xml } from "./query-protocol.ts";
import { AwsError, type AwsRequest, type AwsResponse } from "./service.ts";

/** Writes an error in the protocol of the request. */
export function errorResponse(request: AwsRequest, thrown: unknown): AwsResponse {
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError("InternalFailure", "The service failed unexpectedly.", 500);
  const { code, message, status } = error;
  // The form of errors in AWS JSON:
  // https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
  if (request.headers["x-amz-target"] !== undefined) {
    return {
      status,
      headers: { "content-type": request.headers["content-type"] ?? "application/x-amz-json-1.0" },
      body: JSON.stringify({ __type: code, message }),
    };
  }
  // The form of errors in the query protocol:
  // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    const fault = status < 500 ? "Sender" : "Receiver";
    const body = xml({ ErrorResponse: { Error: { Type: fault, Code: code, Message: message } } });
    return { status, headers: { "content-type": "text/xml" }, body };
  }
  // The form of errors in REST-JSON:
  // https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ message }),
  };
}
