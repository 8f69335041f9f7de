/** A request as a local help desk reads it. */
export interface DeskRequest {
  readonly method: string;
  /** Below the desk's base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for none. */
  readonly body: unknown;
}

/** What a local help desk answers; a body is sent as JSON. */
export interface DeskResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One operation of a vendor's API: the path's groups are its parameters. */
export type DeskOperation = readonly [
  method: string,
  path: RegExp,
  run: (request: DeskRequest, parameters: readonly string[]) => DeskResponse,
];

/** Makes an answer of operations: the first that fits the request runs; `undefined` if none does. */
export function answerBy(operations: readonly DeskOperation[]) {
  return (request: DeskRequest): DeskResponse | undefined => {
    for (const [method, path, run] of operations) {
      const match = method === request.method ? path.exec(request.path) : null;
      if (match !== null) return run(request, match.slice(1).map(decodeURIComponent));
    }
    return undefined;
  };
}
