import type { Clock } from "../local/clock.ts";
import { wrapped } from "../wrapped.ts";

/** The printed time line of the demo. */
export interface TimeLine {
  /** Prints an action of `who`, the text that belongs to it, and its time; the default is now. */
  add(who: string, what: string, words?: string, atMs?: number): void;
}

/** Starts a time line that prints each entry with the time since its start, by the local cloud's clock. */
export function startTimeLine(clock: Clock, print: (line: string) => void): TimeLine {
  const begin = clock.now();
  return {
    add(who, what, words, atMs = clock.now()) {
      print(`\n${elapsed(atMs - begin)}  ${who} ${what}`);
      for (const line of words?.trimEnd().split("\n") ?? [])
        for (const part of wrapped(line.trimStart(), `       | ${/^ */.exec(line)}`)) print(part);
    },
  };
}

function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, "0")}`;
}
