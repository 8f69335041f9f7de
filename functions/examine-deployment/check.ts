/** The result of one check of the deployment, with what to do unless it is `ok`. */
export interface Check {
  readonly subject: string;
  readonly state: "ok" | "warning" | "problem";
  readonly said: string;
  /** The next step, unless the state is `ok`. */
  readonly todo?: string;
}

/** Reports that a check passed. */
export function ok(subject: string, said: string): Check {
  return { subject, state: "ok", said };
}

/** Reports something that may fail later. */
export function warning(subject: string, said: string, todo: string): Check {
  return { subject, state: "warning", said, todo };
}

/** Reports something that customers notice or will notice soon. */
export function problem(subject: string, said: string, todo: string): Check {
  return { subject, state: "problem", said, todo };
}
