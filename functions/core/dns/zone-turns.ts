/** Spaces out the checks of one domain, across all onboardings, to spare its name servers. */
export interface ZoneTurns {
  /**
   * Reserves the next free turn and returns its time; this is `nowMs` if no other caller waits. Callers get
   * turns in the order of their calls.
   */
  take(domain: string, nowMs: number): Promise<number>;
  /**
   * Takes the turn if it is free now. A caller that is refused reserves nothing, so it leaves no gap in the
   * queue.
   */
  takeIfFree(domain: string, nowMs: number): Promise<boolean>;
}
