import { Crowd } from "./crowd.ts";
import type { Limits } from "./limits.ts";
import { beginWait, endWait, type Wait } from "./time-outs.ts";

/** A query under way. */
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

  /** Starts the time of the session. */
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

  /** Queries sent so far. */
  spent(): number {
    return this.#spent;
  }

  /** Takes a place among the parallel queries; where none is free, the promise ends when it has got one. */
  takePlace(): Promise<void> | undefined {
    if (this.#places === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#places -= 1;
    return undefined;
  }

  /** Takes one query from the budget; false once that is spent, and then the place is free again. */
  spend(): boolean {
    if (this.#isOver || this.#spent >= this.#limits.queries) {
      this.#freePlace();
      return false;
    }
    this.#spent += 1;
    return true;
  }

  /** Called when a query begins: it is given up at the end of the session. */
  begin(query: UnderWay): void {
    this.#underWay.add(query);
  }

  /** Called when a query is over, so that the next one can begin. */
  leave(query: UnderWay): void {
    if (this.#underWay.delete(query)) this.#freePlace();
  }

  /** Ends the session, as its time limit does: all queries under way are dropped. */
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
