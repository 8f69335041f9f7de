import type { Ports } from "./functions.ts";

/** What goes wrong in a simulation, and when. */
export interface Disturbance {
  /** The ports as the functions have them then. */
  disturb(ports: Ports): Ports;
  /** Throws where Lambda itself does not run a function. */
  beforeInvoke(): void;
  /** How many people say a word at once. */
  timesSaid(): number;
  /** How long a wake-up is under way. */
  wakeLateMs(): number;
  /** How far the clock that a function is told of is off. */
  clockOffMs(): number;
}

/** Nothing goes wrong. */
export const CALM: Disturbance = {
  disturb: (ports) => ports,
  beforeInvoke: () => undefined,
  timesSaid: () => 1,
  wakeLateMs: () => 0,
  clockOffMs: () => 0,
};
