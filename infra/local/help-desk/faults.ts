import type { DeskResponse } from "./desk-message.ts";

/** A fault of the desk: a wrong answer, or none, to a request. */
export interface Fault {
  /** With `after` the desk processes the request, and only its response is lost. */
  readonly when?: "before" | "after";
  /** The wrong answer; `text` is sent unchanged. */
  readonly answer: "reset" | "silence" | (DeskResponse & { readonly text?: string });
  /** Restricts the fault to requests whose method and path match. */
  readonly of?: RegExp;
  /** The number of affected requests; 1 by default. */
  readonly times?: number;
}

/** The injected faults that have not occurred yet. */
export interface Faults {
  add(fault: Fault): void;
  /** Returns the fault of this request, if there is one, and counts it. */
  next(method: string, path: string): Fault | undefined;
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  const waiting: Array<{ fault: Fault; left: number }> = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    next(method, path) {
      const found = waiting.find(
        ({ fault, left }) => left > 0 && (fault.of?.test(`${method} ${path}`) ?? true),
      );
      if (found !== undefined) found.left -= 1;
      return found?.fault;
    },
  };
}
