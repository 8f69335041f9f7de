import type { DeskResponse } from "./desk-message.ts";

/** What goes wrong with a request, in the place of the desk's answer. */
export interface Fault {
  /** `after`: the desk does what it is asked for, and its answer is lost. */
  readonly when?: "before" | "after";
  /** `text` is sent as it stands. */
  readonly answer: "reset" | "silence" | (DeskResponse & { readonly text?: string });
  /** Only requests whose method and path are like this. */
  readonly of?: RegExp;
  /** So many requests; 1 unless given. */
  readonly times?: number;
}

/** Faults that wait for their requests. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault that this request meets, if any. */
  meet(method: string, path: string): Fault | undefined;
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  const waiting: Array<{ fault: Fault; left: number }> = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    meet(method, path) {
      const met = waiting.find(
        ({ fault, left }) => left > 0 && (fault.of?.test(`${method} ${path}`) ?? true),
      );
      if (met !== undefined) met.left -= 1;
      return met?.fault;
    },
  };
}
