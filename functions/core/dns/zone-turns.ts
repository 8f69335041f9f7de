/** Keeps the looks at one domain's zones apart, whatever onboardings they are for. */
export interface ZoneTurns {
  /** Takes the turn if it is free: `nowMs` then, else when to come again. */
  take(domain: string, nowMs: number): Promise<number>;
}
