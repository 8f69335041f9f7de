import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { errorResponse } from "../../infra/local/aws/error-response.ts";
import { AwsError, type AwsRequest } from "../../infra/local/aws/service.ts";

/** Makes a fault of the first `times` calls of one operation for which `concerns` is true. */
export function failing(
  call: `${string}:${string}`,
  times: number,
  error: AwsError,
  concerns: (request: AwsRequest) => boolean = () => true,
): Intercept & { left(): number } {
  let left = times;
  const fault: Intercept = (service, operation, request) => {
    if (left === 0 || `${service}:${operation}` !== call || !concerns(request)) return undefined;
    left -= 1;
    return errorResponse(request, error);
  };
  return Object.assign(fault, { left: () => left });
}

/**
 * Makes transaction conflicts:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function conflicting(every: number, times: number): Intercept & { left(): number } {
  let seen = 0;
  let left = times;
  const fault: Intercept = (service, operation, { body }) => {
    if (left === 0 || `${service}:${operation}` !== "dynamodb:TransactWriteItems") return undefined;
    seen += 1;
    if (seen % every !== 0) return undefined;
    left -= 1;
    const { TransactItems } = JSON.parse(body) as { TransactItems: unknown[] };
    const CancellationReasons = TransactItems.map((_item, index) =>
      index === 0 ? { Code: "TransactionConflict", Message: "Transaction is ongoing" } : { Code: "None" },
    );
    const Message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${CancellationReasons.map(({ Code }) => Code).join(", ")}]`;
    const __type = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    return {
      status: 400,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify({ __type, Message, CancellationReasons }),
    };
  };
  return Object.assign(fault, { left: () => left });
}

/** Delays one call of an operation by `milliseconds`; it is carried out afterwards. */
export function delaying(call: `${string}:${string}`, milliseconds: number): Intercept & { left(): number } {
  let left = 1;
  const fault: Intercept = async (service, operation) => {
    if (left === 0 || `${service}:${operation}` !== call) return undefined;
    left -= 1;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return undefined;
  };
  return Object.assign(fault, { left: () => left });
}

/** SES's error for too many calls. */
export const TOO_MANY = new AwsError("TooManyRequestsException", "Too many requests", 429);

/** The error of a failing service. */
export const BROKEN = new AwsError("InternalServerError", "Internal server error", 500);
