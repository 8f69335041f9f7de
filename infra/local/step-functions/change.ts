import type { Machine, State } from "./definition.ts";
import { atDoor, type ErrorOutput, type Execution, type Phase, type Position } from "./execution.ts";
import { withinDataLimit } from "./failure.ts";
import { type EventDraft, executionFailed, executionSucceeded, stateExited } from "./history.ts";
import type { Exit } from "./states.ts";

/** One transition, to be stored as a whole. */
export interface Change {
  readonly kind: "change";
  readonly events: readonly EventDraft[];
  readonly update: Partial<Execution>;
  /** A token that may be sent from now on. */
  readonly token?: string;
}

/** What comes next for an execution: a transition, or nothing before a time or an answer from outside. */
export type Step = Change | { readonly kind: "idle"; readonly untilMs: number };

/** The current state of an execution, and what is around it. */
export interface Here {
  readonly execution: Execution;
  readonly machine: Machine;
  readonly region: string;
  readonly nowMs: number;
}

/** Leaves the state: for the next one, or with the end of the execution. */
export function exit(here: Here, state: State, { output, assigned, next }: Exit): Step {
  const { execution } = here;
  const name = execution.position.state;
  withinDataLimit(output, name);
  for (const value of Object.values(assigned)) withinDataLimit(value, name);
  const exited = stateExited(state.Type, name, output, assigned);
  const variables = { ...execution.variables, ...assigned };
  if (next !== undefined) {
    return { kind: "change", events: [exited], update: { variables, position: atDoor(next, output) } };
  }
  const text = JSON.stringify(output);
  const update: Partial<Execution> = { variables, status: "SUCCEEDED", output: text };
  return { kind: "change", events: [exited, executionSucceeded(text)], update };
}

/** Ends the execution with `failure`. */
export function fail(failure: Partial<ErrorOutput>, events: readonly EventDraft[]): Change {
  return {
    kind: "change",
    events: [...events, executionFailed(failure)],
    update: { status: "FAILED", failure },
  };
}

/** Stays in the state, in another phase. */
export function to(
  here: Here,
  phase: Phase,
  events: readonly EventDraft[],
  also: Partial<Position> = {},
): Change {
  return { kind: "change", events, update: { position: { ...here.execution.position, ...also, phase } } };
}

/** Leaves everything as it is until a time. */
export function idle(untilMs: number): Step {
  return { kind: "idle", untilMs };
}
