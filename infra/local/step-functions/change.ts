import type { Machine, State } from "./definition.ts";
import { atEntryOf, type ErrorOutput, type Execution, type Phase, type Position } from "./execution.ts";
import { withinDataLimit } from "./failure.ts";
import { type EventDraft, executionFailed, executionSucceeded, stateExited } from "./history.ts";
import type { Exit } from "./states.ts";

/** One transition, which is stored in one transaction. */
export interface Change {
  readonly kind: "change";
  readonly events: readonly EventDraft[];
  readonly update: Partial<Execution>;
  /** A task token that becomes valid with this transition. */
  readonly token?: string;
}

/** The next step of an execution: a transition, or a wait until a time or until a task's result arrives. */
export type Step = Change | { readonly kind: "idle"; readonly untilMs: number };

/** An execution with the context that its next step needs. */
export interface Here {
  readonly execution: Execution;
  readonly machine: Machine;
  readonly region: string;
  readonly nowMs: number;
}

/** Leaves the state: enters the next one or ends the execution. */
export function exit(here: Here, state: State, { output, assigned, next }: Exit): Step {
  const { execution } = here;
  const name = execution.position.state;
  withinDataLimit(output, name);
  for (const value of Object.values(assigned)) withinDataLimit(value, name);
  const exited = stateExited(state.Type, name, output, assigned);
  const variables = { ...execution.variables, ...assigned };
  if (next !== undefined) {
    return { kind: "change", events: [exited], update: { variables, position: atEntryOf(next, output) } };
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

/** Stays in the state and changes its phase. */
export function to(
  here: Here,
  phase: Phase,
  events: readonly EventDraft[],
  also: Partial<Position> = {},
): Change {
  return { kind: "change", events, update: { position: { ...here.execution.position, ...also, phase } } };
}

/** Changes nothing until a time. */
export function idle(untilMs: number): Step {
  return { kind: "idle", untilMs };
}
