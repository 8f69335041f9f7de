/** A list of started parts, for stopping them in the reverse order. */
export interface Stops {
  /** Registers how to stop `part`, and returns `part`. */
  add<T>(part: T, stop: (part: T) => void | Promise<void>): T;
  /**
   * Stops each part once, the newest first. An error of one part does not prevent the others from being
   * stopped.
   */
  run(): Promise<void>;
}

/** Makes an empty list of started parts. */
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
