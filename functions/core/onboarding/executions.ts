/** Wakes a waiting execution. */
export interface ExecutionResumer {
  /** A token that is closed, timed out or unknown is no failure: somebody else was faster. */
  resume(taskToken: string): Promise<void>;
}

/** Starts executions. */
export interface ExecutionStarter {
  /** Starting what runs already, or ran, changes nothing. */
  start(name: string, input: string): Promise<void>;
}

/** How an execution stands; `"absent"` if it never began. */
export type ExecutionState = "running" | "succeeded" | "dead" | "absent";

/** Looks at executions. */
export interface Executions {
  stateOf(name: string): Promise<ExecutionState>;
}
