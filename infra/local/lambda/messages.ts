/** A function as a thread needs it to run it. */
export interface FunctionSetup {
  readonly bundle: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** One invocation, as sent to a worker thread; the payload is JSON, as on AWS. */
export interface InvocationMessage {
  readonly setup: FunctionSetup;
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

/** The levels of a function's log that its two output streams stand for. */
export type OutputLevel = "INFO" | "ERROR";

/** The messages of a worker thread: the function is loaded, it wrote something, or the invocation ended. */
export type WorkerMessage =
  | { readonly kind: "loaded" }
  | { readonly kind: "output"; readonly level: OutputLevel; readonly text: string }
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "failure"; readonly error: FunctionError };

/** How an invocation ended: with the handler's value, or with a function error. */
export type InvokeOutcome = { payload: unknown } | { functionError: FunctionError };
