/** Spaces out the checks of one domain, across all onboardings, so that its name servers are not flooded. */
export interface ZoneTurns {
  /** Takes the turn if it is free and returns `nowMs`; otherwise returns when to try again. */
  take(domain: string, nowMs: number): Promise<number>;
}
