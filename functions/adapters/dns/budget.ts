import type { Limits } from "./limits.ts";

/** The remaining queries and time of one session. */
export interface Budget {
  /** Called at the end of the session: each drops one query under way. */
  readonly drops: Set<() => void>;
  /** Returns whether the session has ended. */
  isOver(): boolean;
  /** Sends one query as soon as there are fewer parallel queries than the limit; `undefined` once the budget is spent. */
  spend<T>(query: () => Promise<T>): Promise<T | undefined>;
  /** Queries sent so far. */
  spent(): number;
  /** Ends the session and drops all queries under way. */
  end(): void;
}

/** Starts the budget of one session. */
export function startBudget({ queries, sessionMs, parallel }: Limits): Budget {
  const drops = new Set<() => void>();
  const timer = setTimeout(end, sessionMs);
  const waiting: (() => void)[] = [];
  let isOver = false;
  let underWay = 0;
  let spent = 0;

  function end(): void {
    isOver = true;
    clearTimeout(timer);
    for (const drop of [...drops]) drop();
  }

  /** Gives the free place to the query that has waited longest. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }

  return {
    drops,
    isOver: () => isOver,
    async spend(query) {
      // Without a wait when there is room: a session sends most of its queries at once.
      if (underWay < parallel) underWay += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        if (isOver || spent >= queries) return undefined;
        spent += 1;
        return await query();
      } finally {
        leave();
      }
    },
    spent: () => spent,
    end,
  };
}
