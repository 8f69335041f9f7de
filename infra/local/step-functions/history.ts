import type { ErrorOutput } from "./execution.ts";

/** A history event without its id and time. */
export interface EventDraft {
  readonly type: string;
  /** The event's own field, such as `stateEnteredEventDetails`. */
  readonly detailsKey?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** True for an event that the running state does not cause; AWS gives it no previous event. */
  readonly fromOutside?: boolean;
  /** True for an event that has the same previous event as the one before it. */
  readonly besideLast?: boolean;
}

/** A stored history event; the API returns its time in seconds. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestampMs: number;
  readonly type: string;
  readonly detailsKey?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The service's limit; the event with this number is the failure of the execution. */
export const MOST_EVENTS = 25_000;

const NOT_TRUNCATED = { truncated: false };

/** Makes the event ExecutionStarted. */
export function executionStarted(input: string, roleArn: string): EventDraft {
  return event("ExecutionStarted", "executionStarted", { input, inputDetails: NOT_TRUNCATED, roleArn });
}

/** Makes the event ExecutionRedriven. */
export function executionRedriven(redriveCount: number): EventDraft {
  return event("ExecutionRedriven", "executionRedriven", { redriveCount });
}

/** Makes the event ExecutionSucceeded. */
export function executionSucceeded(output: string): EventDraft {
  return event("ExecutionSucceeded", "executionSucceeded", { output, outputDetails: NOT_TRUNCATED });
}

/** Makes the event ExecutionFailed. */
export function executionFailed(failure: Partial<ErrorOutput>): EventDraft {
  return event("ExecutionFailed", "executionFailed", present(failure));
}

/** Makes the event ExecutionAborted. */
export function executionAborted(failure: Partial<ErrorOutput>): EventDraft {
  return { ...event("ExecutionAborted", "executionAborted", present(failure)), fromOutside: true };
}

/** Makes the event ExecutionTimedOut. */
export function executionTimedOut(): EventDraft {
  const drafted = event("ExecutionTimedOut", "executionTimedOut", { error: "States.Timeout" });
  return { ...drafted, fromOutside: true };
}

/** Makes the event `<Type>StateEntered`. */
export function stateEntered(type: string, name: string, input: unknown): EventDraft {
  const details = { input: JSON.stringify(input), inputDetails: NOT_TRUNCATED, name };
  return event(`${type}StateEntered`, "stateEntered", details);
}

/** Makes the event `<Type>StateExited`, with the variables that the state assigned. */
export function stateExited(
  type: string,
  name: string,
  output: unknown,
  assigned: Readonly<Record<string, unknown>>,
): EventDraft {
  const variables = Object.entries(assigned).sort(([a], [b]) => (a < b ? -1 : 1));
  return event(`${type}StateExited`, "stateExited", {
    ...(variables.length > 0 && {
      assignedVariables: Object.fromEntries(variables.map(([key, value]) => [key, JSON.stringify(value)])),
      assignedVariablesDetails: NOT_TRUNCATED,
    }),
    name,
    output: JSON.stringify(output),
    outputDetails: NOT_TRUNCATED,
  });
}

/**
 * Makes the event EvaluationFailed. AWS evaluates a state's fields together with its entry, so both follow
 * the event before the entry.
 */
export function evaluationFailed(
  state: string,
  location: string,
  { error, cause }: ErrorOutput,
  atEntry: boolean,
): EventDraft {
  const drafted = event("EvaluationFailed", "evaluationFailed", { cause, error, location, state });
  return { ...drafted, besideLast: atEntry };
}

/** Makes the event TaskScheduled. */
export function taskScheduled(
  resource: string,
  region: string,
  parameters: unknown,
  limits: { heartbeatInSeconds?: number; timeoutInSeconds?: number },
): EventDraft {
  return task("Scheduled", resource, { parameters: JSON.stringify(parameters), region, ...limits });
}

/** Makes the event TaskStarted. */
export function taskStarted(resource: string): EventDraft {
  return task("Started", resource, {});
}

/** Makes the event TaskSubmitted: the function has accepted the token. */
export function taskSubmitted(resource: string, output: unknown): EventDraft {
  return task("Submitted", resource, { output: JSON.stringify(output), outputDetails: NOT_TRUNCATED });
}

/** Makes the event TaskSucceeded, with the output as it was sent. */
export function taskSucceeded(resource: string, output: string): EventDraft {
  return task("Succeeded", resource, { output, outputDetails: NOT_TRUNCATED });
}

/** Makes the event TaskFailed. */
export function taskFailed(resource: string, failure: Partial<ErrorOutput>): EventDraft {
  return task("Failed", resource, present(failure));
}

/** Makes the event TaskTimedOut. */
export function taskTimedOut(resource: string): EventDraft {
  return task("TimedOut", resource, { error: "States.Timeout" });
}

function task(what: string, resource: string, details: Record<string, unknown>): EventDraft {
  return event(`Task${what}`, `task${what}`, { ...details, resource, resourceType: "lambda" });
}

function event(type: string, key: string, details: Record<string, unknown>): EventDraft {
  return { type, detailsKey: `${key}EventDetails`, details };
}

function present({ error, cause }: Partial<ErrorOutput>): Record<string, unknown> {
  return { ...(cause !== undefined && { cause }), ...(error !== undefined && { error }) };
}
