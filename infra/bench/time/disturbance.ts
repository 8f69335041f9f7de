import type { Ports } from "./functions.ts";

/** What goes wrong in a simulation, and when. */
export interface Disturbance {
  /** The ports as the functions have them then. */
  disturb(ports: Ports): Ports;
  /** Throws where Lambda itself does not run a function. */
  beforeInvoke(): void;
  /** The number of times that a person's word arrives. */
  timesSaid(): number;
  /** The delay of a wake-up. */
  wakeLateMs(): number;
  /** The error of the time that a function gets. */
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
