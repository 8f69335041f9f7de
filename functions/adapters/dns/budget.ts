import { Crowd } from "./crowd.ts";
import type { Limits } from "./limits.ts";
import { beginWait, endWait, type Wait } from "./time-outs.ts";

/** A query in progress. */
interface UnderWay {
  giveUp(): void;
}

/** The remaining queries and time of one session. */
export class Budget implements Wait {
  readonly endsAt: number;
  readonly #limits: Limits;
  readonly #underWay = new Crowd<UnderWay>();
  readonly #waiting: (() => void)[] = [];
  #places: number;
  #isOver = false;
  #spent = 0;

  /** Starts the time limit of the session. */
  constructor(limits: Limits) {
    this.endsAt = performance.now() + limits.sessionMs;
    this.#limits = limits;
    this.#places = limits.parallel;
    beginWait(this);
  }

  /** Returns whether the session has ended. */
  isOver(): boolean {
    return this.#isOver;
  }

  /** Returns the number of queries sent so far. */
  spent(): number {
    return this.#spent;
  }

  /** Takes one of the places for parallel queries. If none is free, the promise resolves when one is. */
  takePlace(): Promise<void> | undefined {
    if (this.#places === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#places -= 1;
    return undefined;
  }

  /** Takes one query from the budget. Returns false when the budget is spent, and then frees the place. */
  spend(): boolean {
    if (this.#isOver || this.#spent >= this.#limits.queries) {
      this.#freePlace();
      return false;
    }
    this.#spent += 1;
    return true;
  }

  /** Registers a query that begins; it is cancelled at the end of the session. */
  begin(query: UnderWay): void {
    this.#underWay.add(query);
  }

  /** Registers the end of a query, and lets the next one begin. */
  leave(query: UnderWay): void {
    if (this.#underWay.delete(query)) this.#freePlace();
  }

  /** Ends the session, as its time limit does, and cancels all queries in progress. */
  giveUp(): void {
    this.#isOver = true;
    endWait(this);
    for (const query of this.#underWay) query.giveUp();
  }

  /** Gives the place to the query that has waited longest. */
  #freePlace(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#places += 1;
    else next();
  }
}
