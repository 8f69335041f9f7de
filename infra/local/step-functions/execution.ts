type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** An error as a Catch sees it. */
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
  /** Present if the task ends by its token, not by the function's answer. */
  readonly token?: string;
  /** The function has answered, and only the token is waited for. */
  readonly submitted: boolean;
  readonly timeoutSeconds?: number;
  readonly timeoutAtMs?: number;
  readonly heartbeatSeconds?: number;
  readonly heartbeatAtMs?: number;
}

/** The next step in the current state. */
export type Phase =
  | { readonly at: "enter" }
  | { readonly at: "run" }
  | { readonly at: "wait"; readonly untilMs: number }
  | OpenTask
  | { readonly at: "retry"; readonly untilMs: number }
  | { readonly at: "done"; readonly result: unknown }
  | { readonly at: "failed"; readonly failure: Partial<ErrorOutput>; readonly names: readonly string[] };

/** The current state of an execution: where it is, and all it needs to go on there. */
export interface Position {
  readonly state: string;
  readonly input: unknown;
  readonly enteredAtMs: number;
  readonly enteredEventId: number;
  /** Retries made so far, by retrier; forgotten when the state is left. */
  readonly retries: readonly number[];
  readonly phase: Phase;
}

/** An execution as it is stored after every transition. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  /** Counts the executions, so that those of one moment have an order. */
  readonly sequence: number;
  /** Key of the definition it started with, which an update of the machine does not touch. */
  readonly definitionKey: string;
  readonly roleArn: string;
  readonly input: string;
  readonly startMs: number;
  /** Counts the stored transitions: a step that was worked out for an older one is dropped. */
  readonly revision: number;
  readonly status: ExecutionStatus;
  readonly stopMs?: number | undefined;
  readonly output?: string;
  readonly failure?: Partial<ErrorOutput> | undefined;
  readonly timeoutAtMs: number;
  readonly position: Position;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly lastEventId: number;
  /** What the next event names as its cause. */
  readonly previousEventId: number;
  readonly redriveCount: number;
  readonly redriveMs?: number;
  readonly redriveTokens: ReadonlyArray<{ readonly token: string; readonly atMs: number }>;
  /** True if its status was sent to EventBridge. */
  readonly announced: boolean;
}

/** The position at the door of `state`. */
export function atDoor(state: string, input: unknown): Position {
  return { state, input, enteredAtMs: 0, enteredEventId: 0, retries: [], phase: { at: "enter" } };
}
