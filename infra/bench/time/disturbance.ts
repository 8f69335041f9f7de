import type { Ports } from "./functions.ts";

/** The faults that a simulation injects. */
export interface Disturbance {
  /** Wraps the ports so that their calls fail at times. */
  disturb(ports: Ports): Ports;
  /** Throws if Lambda itself fails to run a function. */
  beforeInvoke(): void;
  /** Returns how often a customer's action arrives. */
  timesRepeated(): number;
  /** Returns the delay before an execution is resumed. */
  wakeLateMs(): number;
  /** True while the prober is switched off. */
  isProberOff(nowMs: number): boolean;
  /** Returns the error of the clock in a function's input. */
  clockOffMs(): number;
}

/** Injects no fault. */
export const UNDISTURBED: Disturbance = {
  disturb: (ports) => ports,
  beforeInvoke: () => undefined,
  timesRepeated: () => 1,
  wakeLateMs: () => 0,
  isProberOff: () => false,
  clockOffMs: () => 0,
};
