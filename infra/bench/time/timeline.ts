/** Virtual time: what is to happen, in its order. Nothing waits for the wall clock. */
export interface Timeline {
  now(): number;
  /** Happens at that time; what is set for one moment happens in the order in which it was set. */
  at(atMs: number, happen: () => unknown): void;
  /** Lets everything happen, one after the other, until nothing is left. */
  run(): Promise<void>;
}

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => unknown;
}

/** Makes a timeline on which nothing is set. */
export function createTimeline(): Timeline {
  const heap: Happening[] = [];
  let order = 0;
  let nowMs = 0;

  const isBefore = (one: Happening, other: Happening): boolean =>
    one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);

  function rise(happening: Happening): void {
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(happening, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = happening;
  }

  function sink(happening: Happening): void {
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const least = isRight ? right : left;
      if (least === undefined || !isBefore(least, happening)) break;
      heap[index] = least;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = happening;
  }

  function next(): Happening | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) sink(last);
    return first;
  }

  return {
    now: () => nowMs,
    at(atMs, happen) {
      rise({ atMs: Math.max(Math.round(atMs), nowMs), order, happen });
      order += 1;
    },
    async run() {
      for (let happening = next(); happening !== undefined; happening = next()) {
        nowMs = happening.atMs;
        await happening.happen();
      }
    },
  };
}
