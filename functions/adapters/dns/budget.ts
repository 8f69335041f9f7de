import { setMaxListeners } from "node:events";
import type { Limits } from "./limits.ts";

/** The remaining queries and time of one session. */
export interface Budget {
  /** Aborts at the end of the session. */
  readonly signal: AbortSignal;
  /** Sends one query as soon as there are fewer parallel queries than the limit; `undefined` once the budget is spent. */
  spend<T>(query: () => Promise<T>): Promise<T | undefined>;
  /** Queries sent so far. */
  spent(): number;
  /** Ends the session and drops all queries under way. */
  end(): void;
}

/** Starts the budget of one session. */
export function startBudget({ queries, sessionMs, parallel }: Limits): Budget {
  const over = new AbortController();
  // Each query under way has a listener; Node warns beyond ten by default.
  setMaxListeners(parallel, over.signal);
  const timer = setTimeout(() => over.abort(), sessionMs);
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let spent = 0;

  async function enter(): Promise<void> {
    if (underWay < parallel) underWay += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Gives the free place to the query that has waited longest. */
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
