/** Resumes a waiting execution. */
export interface ExecutionResumer {
  /** A token that is closed, timed out or unknown is no failure: the wait is over already. */
  resume(taskToken: string): Promise<void>;
}

/** Starts executions. */
export interface ExecutionStarter {
  /** Starting an execution that runs or ran already changes nothing. */
  start(name: string, input: string): Promise<void>;
}

/** The state of an execution; `"absent"` if it never began. */
export type ExecutionState = "running" | "succeeded" | "dead" | "absent";

/** Reads executions. */
export interface Executions {
  stateOf(name: string): Promise<ExecutionState>;
}
