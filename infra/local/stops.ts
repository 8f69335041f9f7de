/** What has to be stopped, in the reverse order of its start. */
export interface Stops {
  /** Notes how to stop `part`, and gives it back. */
  add<T>(part: T, stop: (part: T) => void | Promise<void>): T;
  /** Stops all, the newest first; once. */
  run(): Promise<void>;
}

/** Makes an empty list of what has to be stopped. */
export function createStops(): Stops {
  const stops: Array<() => void | Promise<void>> = [];
  return {
    add(part, stop) {
      stops.push(() => stop(part));
      return part;
    },
    async run() {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
    },
  };
}
