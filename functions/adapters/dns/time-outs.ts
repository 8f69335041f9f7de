import { Crowd } from "./crowd.ts";

/** A wait that is cancelled at a certain `performance.now()` unless it has ended. */
export interface Wait {
  readonly endsAt: number;
  giveUp(): void;
}

/** The precision of time-outs. */
const TICK_MS = 20;

/** One timer serves all waits of the process, because nearly every wait ends long before its time-out. */
const waits = new Crowd<Wait>();
let timer: NodeJS.Timeout | undefined;

/** Starts a wait; it keeps the process alive. */
export function beginWait(wait: Wait): void {
  waits.add(wait);
  if (timer === undefined) timer = setTimeout(endOverdue, TICK_MS);
}

/** Removes a wait that has ended. */
export function endWait(wait: Wait): void {
  waits.delete(wait);
}

function endOverdue(): void {
  const now = performance.now();
  for (const wait of waits) if (wait.endsAt <= now) wait.giveUp();
  timer = waits.size > 0 ? setTimeout(endOverdue, TICK_MS) : undefined;
}
