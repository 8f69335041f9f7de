import { setMaxListeners } from "node:events";
import type { Limits } from "./limits.ts";

/** What one look may still spend. */
export interface Budget {
  /** Aborts when the look's time is over. */
  readonly signal: AbortSignal;
  /** Sends one query when there is room for it; undefined once the look has spent its queries or its time. */
  spend<T>(query: () => Promise<T>): Promise<T | undefined>;
  /** Queries sent so far. */
  spent(): number;
  /** Ends the look: whatever is still under way is dropped. */
  end(): void;
}

/** Starts the budget of one look. */
export function startBudget({ queries, lookMs, parallel }: Limits): Budget {
  const over = new AbortController();
  // Every query under way listens.
  setMaxListeners(parallel, over.signal);
  const timer = setTimeout(() => over.abort(), lookMs);
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let spent = 0;

  async function enter(): Promise<void> {
    if (underWay < parallel) underWay += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Hands the place straight to whoever waits longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }

  return {
    signal: over.signal,
    async spend(query) {
      await enter();
      try {
        if (over.signal.aborted || spent >= queries) return undefined;
        spent += 1;
        return await query();
      } finally {
        leave();
      }
    },
    spent: () => spent,
    end() {
      clearTimeout(timer);
      over.abort();
    },
  };
}
