/** How one thing stands that customers depend on, and what to do if it does not. */
export interface Check {
  readonly subject: string;
  readonly state: "ok" | "warning" | "problem";
  readonly said: string;
  /** Where there is something to do. */
  readonly todo?: string;
}

/** All is well with it. */
export function ok(subject: string, said: string): Check {
  return { subject, state: "ok", said };
}

/** Nothing is broken yet. */
export function warning(subject: string, said: string, todo: string): Check {
  return { subject, state: "warning", said, todo };
}

/** A customer meets it, or will. */
export function broken(subject: string, said: string, todo: string): Check {
  return { subject, state: "problem", said, todo };
}
