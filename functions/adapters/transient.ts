import { TransientServiceError } from "#core/errors";

/** The names of throttling and server-side errors of DynamoDB, SES, SNS, SQS and Step Functions. */
const TRANSIENT =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|TransactionConflict|TransactionInProgress|ConcurrentModification|InternalServer|InternalFailure|ServiceUnavailable|Timeout|RequestTimeout|NetworkingError|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

/**
 * Runs an SDK call. An error that a retry may solve is thrown as TransientServiceError, and any other
 * unchanged.
 */
export async function transientByName<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && isTransient(error)) {
      throw new TransientServiceError(`${error.name}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function isTransient(error: Error): boolean {
  const status: unknown = Reflect.get(Reflect.get(error, "$metadata") ?? {}, "httpStatusCode");
  const code: unknown = Reflect.get(error, "code");
  return (
    TRANSIENT.test(error.name) ||
    (typeof code === "string" && TRANSIENT.test(code)) ||
    (typeof status === "number" && (status >= 500 || status === 429))
  );
}
