/** Spaces out the checks of one domain, across all onboardings, so that its name servers are not flooded. */
export interface ZoneTurns {
  /** Reserves the next free turn and returns its time, which is `nowMs` if nobody waits: callers queue in their order. */
  take(domain: string, nowMs: number): Promise<number>;
  /** Takes the turn if it is free now; a caller that may come later leaves no gap in the queue. */
  takeIfFree(domain: string, nowMs: number): Promise<boolean>;
}
