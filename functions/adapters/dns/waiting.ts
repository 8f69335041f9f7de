import type { Budget } from "./budget.ts";
import type { Reading } from "./message.ts";
import { beginWait, endWait, type Wait } from "./time-outs.ts";

/** The time limit of a query, and the size limit of its answer. */
export interface TimeLimits {
  readonly queryMs: number;
  readonly messageBytes: number;
}

/** The session of a query; the end of the session ends the query. */
export type Session = Pick<Budget, "begin" | "leave">;

/** The result of reading a reply; "silent" if none came in time, or if the network refused the query. */
export type TransportReply = Exclude<Reading, { kind: "stranger" }> | { readonly kind: "silent" };

const SILENT: TransportReply = { kind: "silent" };

/** A query in progress. It ends with its reply, at its time limit, or with its session. */
export class Waiting implements Wait {
  readonly endsAt: number;
  readonly limits: TimeLimits;
  /** Is called when the query ends. */
  stop: () => void = () => undefined;
  readonly #session: Session | undefined;
  readonly #resolve: (reply: TransportReply) => void;
  #isOver = false;

  constructor(limits: TimeLimits, session: Session | undefined, resolve: (reply: TransportReply) => void) {
    this.endsAt = performance.now() + limits.queryMs;
    this.limits = limits;
    this.#session = session;
    this.#resolve = resolve;
    beginWait(this);
    session?.begin(this);
  }

  /** Ends the query with a reply; only the first reply counts. */
  finish(reply: TransportReply): void {
    if (this.#isOver) return;
    this.#isOver = true;
    endWait(this);
    this.#session?.leave(this);
    this.stop();
    this.#resolve(reply);
  }

  /** Ends the query without a reply. */
  giveUp(): void {
    this.finish(SILENT);
  }
}
