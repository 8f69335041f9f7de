/** An HTTP request to a local AWS service; header names are in lower case. */
export interface AwsRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a local AWS service. */
export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One AWS service behind the local endpoint. */
export interface AwsService {
  /** Returns whether this service answers the request (by `x-amz-target`, path or form action). */
  matches(request: AwsRequest): boolean;
  handle(request: AwsRequest): Promise<AwsResponse>;
}

/** An error of an AWS service: the code becomes `__type` (JSON), `x-amzn-errortype` (REST) or `<Code>` (query). */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
