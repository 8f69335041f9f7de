/** A state failed while it ran; `location` names the field of the failed expression, if there is one. */
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

/** The largest size of an input, output or variable, in UTF-8 bytes: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const DATA_LIMIT_BYTES = 262_144;

/** Returns the value; throws AWS's failure if the result of the state or task `what` exceeds the size limit. */
export function withinDataLimit<T>(value: T, what: string): T {
  if (Buffer.byteLength(JSON.stringify(value)) <= DATA_LIMIT_BYTES) return value;
  throw new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
