import type { Clock } from "../local/clock.ts";
import { wrapped } from "../wrapped.ts";

/** Prints a story while it happens. */
export interface TimeLine {
  /** What somebody did or saw, the words themselves, and when (epoch milliseconds) if it was not just now. */
  tell(who: string, what: string, words?: string, atMs?: number): void;
}

/** Tells to `print`, with the time since the story began on the local cloud's clock. */
export function startTimeLine(clock: Clock, print: (line: string) => void): TimeLine {
  const begin = clock.now();
  return {
    tell(who, what, words, atMs = clock.now()) {
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
