import * as z from "zod";
import { LAMBDA_INVOKE_WAIT, type State, type StateOf } from "./definition.ts";
import { evaluateAs, evaluateTemplate, type Scope } from "./evaluate.ts";
import type { ErrorOutput } from "./execution.ts";
import { StateFailure, withinDataLimit } from "./failure.ts";
import { parseTimestamp } from "./timestamp.ts";

/** The end of a state: its output, its assigned variables and the next state, if there is one. */
export interface Exit {
  readonly kind: "exit";
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>>;
  readonly next: string | undefined;
}

/** A task that a state requests, before it is scheduled. */
export interface TaskRequest {
  readonly kind: "task";
  /** The last part of the resource, as in history events. */
  readonly resource: string;
  readonly parameters: { readonly FunctionName: string; readonly Payload?: unknown };
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

/** The result of running a state. */
export type Outcome =
  | Exit
  | TaskRequest
  | { readonly kind: "wait"; readonly untilMs: number }
  | { readonly kind: "fail"; readonly failure: Partial<ErrorOutput> };

type Run<S extends State> = (state: S, input: unknown, scope: Scope) => Promise<Outcome>;

const run: { [T in State["Type"]]: Run<StateOf<T>> } = {
  Pass: async (state, input, scope) => leave(state, "", input, state.Next, scope),
  Succeed: async (state, input, scope) => leave(state, "", input, undefined, scope),
  Choice: choose,
  Wait: waitFor,
  Fail: fail,
  Task: request,
};

/** Runs `state` according to its type. */
export function runState(state: State, input: unknown, scope: Scope): Promise<Outcome> {
  return (run[state.Type] as Run<State>)(state, input, scope);
}

/** Evaluates Assign and Output, both with the variables before the assignment, and exits to `next`. */
export async function leave(
  fields: { Assign?: unknown; Output?: unknown },
  prefix: string,
  otherwise: unknown,
  next: string | undefined,
  scope: Scope,
): Promise<Exit> {
  const assigned = await evaluateTemplate(fields.Assign ?? {}, `${prefix}Assign`, scope);
  const output =
    fields.Output === undefined ? otherwise : await evaluateTemplate(fields.Output, `${prefix}Output`, scope);
  return { kind: "exit", output, assigned: z.record(z.string(), z.unknown()).parse(assigned), next };
}

async function choose(state: StateOf<"Choice">, input: unknown, scope: Scope): Promise<Outcome> {
  for (const [i, rule] of state.Choices.entries()) {
    if (await evaluateAs("boolean", rule.Condition, `Choices[${i}]/Condition`, scope)) {
      return leave(rule, `Choices[${i}]/`, input, rule.Next, scope);
    }
  }
  if (state.Default !== undefined) return leave(state, "", input, state.Default, scope);
  throw new StateFailure(
    "States.Runtime",
    "Failed to transition out of the state. The state does not point to a next state.",
  );
}

async function waitFor(state: StateOf<"Wait">, _input: unknown, scope: Scope): Promise<Outcome> {
  if (state.Timestamp === undefined) {
    const seconds = await wholeSeconds(state.Seconds, "Seconds", 0, scope);
    return { kind: "wait", untilMs: scope.nowMs + 1000 * seconds };
  }
  const timestamp = await evaluateAs("string", state.Timestamp, "Timestamp", scope);
  const untilMs = parseTimestamp(timestamp);
  if (untilMs !== undefined) return { kind: "wait", untilMs };
  throw new StateFailure(
    "States.QueryEvaluationError",
    `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${timestamp}`,
    "Timestamp",
  );
}

async function fail(state: StateOf<"Fail">, _input: unknown, scope: Scope): Promise<Outcome> {
  const { Error: error, Cause: cause } = state;
  return {
    kind: "fail",
    failure: {
      ...(error !== undefined && { error: await evaluateAs("string", error, "Error", scope) }),
      ...(cause !== undefined && { cause: await evaluateAs("string", cause, "Cause", scope) }),
    },
  };
}

const lambdaArguments = z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() });

async function request(state: StateOf<"Task">, _input: unknown, scope: Scope): Promise<Outcome> {
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  const parameters = lambdaArguments.safeParse(await evaluateTemplate(state.Arguments, "Arguments", scope));
  if (!parameters.success) {
    const { path, message } = parameters.error.issues[0] ?? { path: [], message: "" };
    throw new StateFailure("States.Runtime", `The parameter '${path.join("/")}' is not valid: ${message}`);
  }
  return {
    kind: "task",
    resource: state.Resource === LAMBDA_INVOKE_WAIT ? "invoke.waitForTaskToken" : "invoke",
    parameters: withinDataLimit(parameters.data, "lambda"),
    ...(TimeoutSeconds !== undefined && {
      timeoutSeconds: await wholeSeconds(TimeoutSeconds, "TimeoutSeconds", 1, scope),
    }),
    ...(HeartbeatSeconds !== undefined && {
      heartbeatSeconds: await wholeSeconds(HeartbeatSeconds, "HeartbeatSeconds", 1, scope),
    }),
  };
}

async function wholeSeconds(value: unknown, field: string, least: number, scope: Scope): Promise<number> {
  const seconds = await evaluateAs("number", value, field, scope);
  if (!Number.isInteger(seconds))
    throw badSeconds(`The ${field} field cannot be parsed as an integer: ${seconds}`, field);
  if (seconds >= least && seconds <= 99_999_999) return seconds;
  throw badSeconds(`${field} must be between ${least} and 99999999 but was: ${seconds}`, field);
}

function badSeconds(cause: string, field: string): StateFailure {
  return new StateFailure("States.QueryEvaluationError", cause, field);
}
