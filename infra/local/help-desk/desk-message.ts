/** A request to a local help desk. */
export interface DeskRequest {
  readonly method: string;
  /** The path after the desk's base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for an empty body. */
  readonly body: unknown;
}

/** The response of a local help desk; a body is sent as JSON. */
export interface DeskResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An operation of a vendor's API; the groups of the path's pattern are its parameters. */
export type DeskOperation = readonly [
  method: string,
  path: RegExp,
  run: (request: DeskRequest, parameters: readonly string[]) => DeskResponse,
];

/** Makes a function that runs the first operation that matches a request; it returns `undefined` if none matches. */
export function answerBy(operations: readonly DeskOperation[]) {
  return (request: DeskRequest): DeskResponse | undefined => {
    for (const [method, path, run] of operations) {
      const match = method === request.method ? path.exec(request.path) : null;
      if (match !== null) return run(request, match.slice(1).map(decodeURIComponent));
    }
    return undefined;
  };
}
