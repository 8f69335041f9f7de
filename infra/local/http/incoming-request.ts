/** A received HTTP request. */
export interface IncomingRequest {
  readonly method: string;
  /** The unchanged path and query. */
  readonly target: string;
  readonly httpVersion: string;
  /** Alternating names and values, as in Node's `rawHeaders`. */
  readonly rawHeaders: readonly string[];
  readonly sourceIp: string;
  readonly body: Buffer;
}
