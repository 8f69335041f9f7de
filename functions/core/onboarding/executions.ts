/** Resumes a waiting execution. */
export interface ExecutionResumer {
  /** Ends the wait. A token that is used, timed out or unknown is ignored, because its wait is over. */
  resume(taskToken: string): Promise<void>;
}

/**
 * The decisions after which the execution must not wait, each with the error that ends the wait; the state
 * machine matches these errors.
 */
export const REFUSALS = {
  verified: "Verified",
  proved: "Proved",
  "awaits-ses-slot": "AwaitsSesSlot",
  closing: "Closing",
  "handed-over": "HandedOver",
} as const;

/** A decision after which the execution must not wait. */
export type Refusal = keyof typeof REFUSALS;

/** The decision of the state before the wait. */
export type Decision = "waiting" | Refusal;

/** The time within which await-signal must refuse a wait. */
export const REFUSED_WITHIN_SECONDS = 60;

/** Refuses a wait, so that the execution continues according to the previous state's decision. */
export interface WaitRefuser {
  /** Ends the wait with the decision's error. A token that is used, timed out or unknown is ignored. */
  refuse(taskToken: string, because: Refusal): Promise<void>;
}

/** Starts executions. */
export interface ExecutionStarter {
  /** Starts an execution; has no effect if an execution of this name exists. */
  start(name: string, input: string): Promise<void>;
}

/** The state of an execution; "absent" if it was never started. */
export type ExecutionState = "running" | "succeeded" | "dead" | "absent";

/** Reads executions. */
export interface Executions {
  stateOf(name: string): Promise<ExecutionState>;
}

/**
 * How a failed onboarding continues: its execution is redriven, the next one is started, or it is already
 * running again.
 */
export interface WayOn {
  readonly way: "redrive" | "next-attempt" | "leave";
  /** Step Functions' reason why the execution can't be redriven. */
  readonly because?: string;
  readonly endedAt?: number;
}

/** Redrives failed executions. */
export interface Redriver {
  /** Returns how the onboarding would continue, and changes nothing. */
  wayOn(name: string): Promise<WayOn>;
  /** Redrives an execution; returns `false` after the 14 days within which this is possible. */
  redrive(name: string): Promise<boolean>;
}
