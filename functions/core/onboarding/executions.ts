/** Resumes a waiting execution. */
export interface ExecutionResumer {
  /** A token that is closed, timed out or unknown is no failure: the wait is over already. */
  resume(taskToken: string): Promise<void>;
}

/** The decisions that leave nothing to wait for, each with the named error of the wait after it; the state machine matches them. */
export const REFUSALS = {
  verified: "Verified",
  proved: "Proved",
  "awaits-ses-slot": "AwaitsSesSlot",
  closing: "Closing",
  "handed-over": "HandedOver",
} as const;

/** A decision that leaves nothing to wait for. */
export type Refusal = keyof typeof REFUSALS;

/** What a state decided before the wait. */
export type Decision = "waiting" | Refusal;

/** The time that await-signal has to refuse a wait. */
export const REFUSED_WITHIN_SECONDS = 60;

/** Refuses a wait, so that the execution goes on by what the state before it decided. */
export interface WaitRefuser {
  /** Fails the wait with the error of the decision. A token that is closed, timed out or unknown is no failure. */
  refuse(taskToken: string, because: Refusal): Promise<void>;
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

/** How a failed onboarding goes on: its execution is redriven, a new one follows, or it is running again already. */
export interface WayOn {
  readonly way: "redrive" | "next-attempt" | "leave";
  /** Why it can't be redriven, as Step Functions says. */
  readonly because?: string;
  readonly endedAt?: number;
}

/** Redrives failed executions. */
export interface Redriver {
  /** Only asks. */
  wayOn(name: string): Promise<WayOn>;
  /** `false` if the 14 days in which an execution can be redriven have passed. */
  redrive(name: string): Promise<boolean>;
}
