/** The parts that have to be stopped, in the reverse order of their start. */
export interface Stops {
  /** Notes how to stop `part`, and gives it back. */
  add<T>(part: T, stop: (part: T) => void | Promise<void>): T;
  /** Stops all, the newest first; once. A part that fails to stop keeps no other from stopping. */
  run(): Promise<void>;
}

/** Makes an empty list of parts that have to be stopped. */
export function createStops(): Stops {
  const stops: Array<() => void | Promise<void>> = [];
  return {
    add(part, stop) {
      stops.push(() => stop(part));
      return part;
    },
    async run() {
      const failures: unknown[] = [];
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          await stop();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
