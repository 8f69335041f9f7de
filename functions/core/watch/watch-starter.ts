/** Starts the watch for one domain, outside its schedule. */
export interface WatchStarter {
  /** `now`: the time of the request, in epoch milliseconds. */
  check(identity: string, now: number): Promise<void>;
}
