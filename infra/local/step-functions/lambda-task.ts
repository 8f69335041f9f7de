import { randomUUID } from "node:crypto";
import { AwsError } from "../aws/service.ts";
import type { ErrorOutput } from "./execution.ts";
import { readJson } from "./json-text.ts";
import type { InvokeOutcome } from "./options.ts";

/**
 * Returns the event of a function. Lambda's Payload is JSON text, so a string that contains JSON reaches the function as
 * the parsed value: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invocationPayload(payload: unknown): unknown {
  if (typeof payload !== "string") return payload;
  const text = readJson(payload);
  return "value" in text ? text.value : payload;
}

/** Returns the task result that the Lambda integration makes of a function's result. */
export function lambdaResult(payload: unknown, nowMs: number): unknown {
  const requestId = randomUUID();
  const text = JSON.stringify(payload) ?? "null";
  const headers: Record<string, string> = {
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    Connection: "keep-alive",
    "x-amzn-RequestId": requestId,
    "Content-Length": String(Buffer.byteLength(text)),
    Date: new Date(nowMs).toUTCString(),
    "X-Amzn-Trace-Id": `Root=1-${Math.floor(nowMs / 1000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)}`,
    "Content-Type": "application/json",
  };
  return {
    ExecutedVersion: "$LATEST",
    Payload: payload ?? null,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
}

/** Returns the error output of a failed function, or of the error that Lambda threw instead of running it. */
export function lambdaFailure(outcome: unknown): ErrorOutput {
  if (isFunctionError(outcome)) {
    const { errorType, errorMessage, trace } = outcome.functionError;
    const cause = JSON.stringify({ errorType, errorMessage, ...(trace !== undefined && { trace }) });
    return { error: errorType === "" ? "Lambda.Unknown" : errorType, cause };
  }
  if (outcome instanceof AwsError) {
    const service = `Service: Lambda, Status Code: ${outcome.status}, Request ID: ${randomUUID()}`;
    return { error: `Lambda.${outcome.code}`, cause: `${outcome.message} (${service})` };
  }
  return {
    error: "Lambda.SdkClientException",
    cause: outcome instanceof Error ? outcome.message : String(outcome),
  };
}

function isFunctionError(outcome: unknown): outcome is Extract<InvokeOutcome, { functionError: unknown }> {
  return typeof outcome === "object" && outcome !== null && "functionError" in outcome;
}
