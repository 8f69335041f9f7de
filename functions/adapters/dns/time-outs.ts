import { Crowd } from "./crowd.ts";

/** Something that is given up at a time of `performance.now()`, unless it is over before. */
export interface Wait {
  readonly endsAt: number;
  giveUp(): void;
}

/** Time-outs are late by so much at most. */
const TICK_MS = 20;

/** One timer for all waits of the process: nearly every wait is over long before its end. */
const waits = new Crowd<Wait>();
let timer: NodeJS.Timeout | undefined;

/** Begins a wait; it keeps the process alive. */
export function beginWait(wait: Wait): void {
  waits.add(wait);
  if (timer === undefined) timer = setTimeout(endOverdue, TICK_MS);
}

/** Forgets a wait that is over. */
export function endWait(wait: Wait): void {
  waits.delete(wait);
}

function endOverdue(): void {
  const now = performance.now();
  for (const wait of waits) if (wait.endsAt <= now) wait.giveUp();
  timer = waits.size > 0 ? setTimeout(endOverdue, TICK_MS) : undefined;
}
