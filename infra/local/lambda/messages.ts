/** What a worker thread is told when it is made. */
export interface WorkerSetup {
  readonly bundle: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
}

/** One invocation, as sent to a worker thread; the payload is JSON, as on AWS. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly payload: string;
  readonly timeoutMs: number;
}

/** A failure as Lambda describes it in its response. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** What a worker thread answers: that it is loaded, or how an invocation ended. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "failure"; readonly error: FunctionError };

/** How an invocation ended: with the handler's value, or with a function error. */
export type InvokeOutcome = { payload: unknown } | { functionError: FunctionError };
