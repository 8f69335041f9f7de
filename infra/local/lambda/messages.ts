/** The data that a thread needs to run a function. */
export interface FunctionSetup {
  readonly bundle: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The message that starts an invocation in a worker thread; the payload is JSON text, as on AWS. */
export interface InvocationMessage {
  readonly setup: FunctionSetup;
  readonly requestId: string;
  readonly payload: string;
  readonly timeoutMs: number;
}

/** An error in the form of Lambda's response. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** The log levels of a function's two output streams. */
export type OutputLevel = "INFO" | "ERROR";

/** A message of a worker thread: the function is loaded, it wrote output, or the invocation ended. */
export type WorkerMessage =
  | { readonly kind: "loaded" }
  | { readonly kind: "output"; readonly level: OutputLevel; readonly text: string }
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "failure"; readonly error: FunctionError };

/** The result of an invocation: the handler's value or a function error. */
export type InvokeOutcome = { payload: unknown } | { functionError: FunctionError };
