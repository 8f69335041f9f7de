/** A state that failed while it was being interpreted; `location` names the field whose expression is to blame. */
export class StateFailure extends Error {
  override readonly name = "StateFailure";
  readonly error: string;
  readonly location: string | undefined;
  constructor(error: string, cause: string, location?: string) {
    super(cause);
    this.error = error;
    this.location = location;
  }
}

/** UTF-8 bytes that one input, output or variable may have: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const DATA_LIMIT_BYTES = 262_144;

/** The value itself, or the failure that AWS reports when `what` hands on more than the service's limit. */
export function withinDataLimit<T>(value: T, what: string): T {
  if (Buffer.byteLength(JSON.stringify(value)) <= DATA_LIMIT_BYTES) return value;
  throw new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
