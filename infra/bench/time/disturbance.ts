import type { Ports } from "./functions.ts";

/** The faults that a simulation injects. */
export interface Disturbance {
  /** Wraps the ports so that their calls fail at times. */
  disturb(ports: Ports): Ports;
  /** Throws if Lambda itself fails to run a function. */
  beforeInvoke(): void;
  /** Returns how often a customer's action arrives. */
  timesRepeated(): number;
  /** Returns the delay before an execution resumes. */
  wakeLateMs(): number;
  /** Returns the error of the clock in a function's input. */
  clockOffMs(): number;
}

/** Injects no fault. */
export const UNDISTURBED: Disturbance = {
  disturb: (ports) => ports,
  beforeInvoke: () => undefined,
  timesRepeated: () => 1,
  wakeLateMs: () => 0,
  clockOffMs: () => 0,
};
