type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** The error that a Catch receives. */
export interface ErrorOutput {
  readonly error: string;
  readonly cause?: string | undefined;
}

/** A task that was scheduled and has not ended. */
export interface OpenTask {
  readonly at: "task";
  readonly scheduledEventId: number;
  readonly functionName: string;
  readonly payload: unknown;
  readonly resource: string;
  /** Present if the task ends with a call that sends its token, not with the function's result. */
  readonly token?: string;
  /** True once the function has returned and the task waits only for its token. */
  readonly submitted: boolean;
  readonly timeoutSeconds?: number;
  readonly timeoutAtMs?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAtMs?: number;
}

/** The phase of an execution within its current state. */
export type Phase =
  | { readonly at: "enter" }
  | { readonly at: "run" }
  | { readonly at: "wait"; readonly untilMs: number }
  | OpenTask
  | { readonly at: "retry"; readonly untilMs: number }
  | { readonly at: "done"; readonly result: unknown }
  | { readonly at: "failed"; readonly failure: Partial<ErrorOutput>; readonly names: readonly string[] };

/** The current state of an execution, with the data to continue there. */
export interface Position {
  readonly state: string;
  readonly input: unknown;
  readonly enteredAtMs: number;
  readonly enteredEventId: number;
  /** The number of retries by retrier; it starts at 0 in each state. */
  readonly retries: readonly number[];
  readonly phase: Phase;
}

/** An execution; it is stored after every transition. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  /** A running number, which orders executions with the same start time. */
  readonly sequence: number;
  /** The key of the definition at its start; an update of the machine does not change it. */
  readonly definitionKey: string;
  readonly roleArn: string;
  readonly input: string;
  readonly startMs: number;
  /** The number of stored transitions; a step computed for an older revision is dropped. */
  readonly revision: number;
  readonly status: ExecutionStatus;
  readonly stopMs?: number | undefined;
  readonly output?: string;
  readonly failure?: Partial<ErrorOutput> | undefined;
  readonly timeoutAtMs: number;
  readonly position: Position;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly lastEventId: number;
  /** The `previousEventId` of the next event. */
  readonly previousEventId: number;
  readonly redriveCount: number;
  readonly redriveMs?: number;
  readonly redriveTokens: ReadonlyArray<{ readonly token: string; readonly atMs: number }>;
  /** True once the event of its present status was sent to EventBridge. */
  readonly announced: boolean;
}

/** Returns the position at the entry of `state`. */
export function atEntryOf(state: string, input: unknown): Position {
  return { state, input, enteredAtMs: 0, enteredEventId: 0, retries: [], phase: { at: "enter" } };
}
