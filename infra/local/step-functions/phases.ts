import { exit, fail, type Here, idle, type Step, to } from "./change.ts";
import { scopeOf } from "./context.ts";
import type { State } from "./definition.ts";
import type { Phase, Position } from "./execution.ts";
import { StateFailure } from "./failure.ts";
import { evaluationFailed, stateEntered, taskScheduled, taskStarted, taskTimedOut } from "./history.ts";
import { invocationPayload } from "./lambda-task.ts";
import { counted, matches, retrierFor, retryDelayMs } from "./retry.ts";
import { leave, runState, type TaskRequest } from "./states.ts";
import { newTaskToken } from "./tokens.ts";

type Proceed<At extends Phase["at"]> = (
  here: Here,
  state: State,
  phase: Extract<Phase, { at: At }>,
) => Step | Promise<Step>;

const proceed: { [At in Phase["at"]]: Proceed<At> } = {
  enter: enter,
  run: run,
  wait: (here, state, { untilMs }) => (here.nowMs < untilMs ? idle(untilMs) : leaveWait(here, state)),
  task: task,
  retry: (here, _state, { untilMs }) => (here.nowMs < untilMs ? idle(untilMs) : to(here, { at: "run" }, [])),
  done: async (here, state, { result }) => {
    const scope = scopeOf(here.execution, state.Type, here.nowMs, { result });
    return exit(here, state, await leave(nextFields(state), "", result, nextOf(state), scope));
  },
  failed: failed,
};

/** Computes the next step; a failure of the state is also a step. */
export async function nextStep(here: Here): Promise<Step> {
  const { position } = here.execution;
  const state = here.machine.States[position.state];
  if (state === undefined) throw new Error(`No state '${position.state}' in the definition`);
  try {
    return await (proceed[position.phase.at] as Proceed<Phase["at"]>)(here, state, position.phase);
  } catch (thrown) {
    // An unexpected error in one state must end only its own execution.
    const known =
      thrown instanceof StateFailure ? thrown : new StateFailure("States.Runtime", String(thrown));
    const failure = { error: known.error, cause: causeOf(known, position) };
    const atEntry = here.execution.lastEventId === position.enteredEventId;
    const events =
      known.location === undefined
        ? []
        : [evaluationFailed(position.state, known.location, failure, atEntry)];
    // A failure during the handling of a failure ends the execution.
    if (position.phase.at === "failed") return fail(failure, events);
    return to(here, { at: "failed", failure, names: [failure.error] }, events);
  }
}

function enter(here: Here, state: State): Step {
  const { state: name, input } = here.execution.position;
  const entered = { enteredAtMs: here.nowMs, enteredEventId: here.execution.lastEventId + 1 };
  return to(here, { at: "run" }, [stateEntered(state.Type, name, input)], entered);
}

async function run(here: Here, state: State): Promise<Step> {
  const { execution, nowMs } = here;
  const token =
    state.Type === "Task" && state.Resource.endsWith(".waitForTaskToken") ? newTaskToken() : undefined;
  const outcome = await runState(
    state,
    execution.position.input,
    scopeOf(execution, state.Type, nowMs, { token }),
  );
  switch (outcome.kind) {
    case "exit":
      return exit(here, state, outcome);
    case "wait":
      return to(here, { at: "wait", untilMs: outcome.untilMs }, []);
    case "fail":
      return fail(outcome.failure, []);
    case "task":
      return schedule(here, outcome, token);
  }
}

function schedule(here: Here, request: TaskRequest, token: string | undefined): Step {
  const { resource, parameters, timeoutSeconds, heartbeatSeconds } = request;
  const { nowMs } = here;
  const phase: Phase = {
    at: "task",
    scheduledEventId: here.execution.lastEventId + 1,
    functionName: parameters.FunctionName,
    payload: "Payload" in parameters ? invocationPayload(parameters.Payload) : {},
    resource,
    submitted: false,
    ...(token !== undefined && { token }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds, timeoutAtMs: nowMs + 1000 * timeoutSeconds }),
    ...(heartbeatSeconds !== undefined &&
      token !== undefined && { heartbeatSeconds, heartbeatAtMs: nowMs + 1000 * heartbeatSeconds }),
  };
  const limits = {
    ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
    ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
  };
  const events = [taskScheduled(resource, here.region, parameters, limits), taskStarted(resource)];
  return { ...to(here, phase, events), ...(token !== undefined && { token }) };
}

function task(here: Here, _state: State, open: Extract<Phase, { at: "task" }>): Step {
  const timeoutAtMs = open.timeoutAtMs ?? Number.POSITIVE_INFINITY;
  const heartbeatAtMs = open.heartbeatAtMs ?? Number.POSITIVE_INFINITY;
  if (here.nowMs < Math.min(timeoutAtMs, heartbeatAtMs)) return idle(Math.min(timeoutAtMs, heartbeatAtMs));
  // AWS reports both as States.Timeout, but a Catch may name only the heartbeat.
  const names =
    here.nowMs >= timeoutAtMs ? ["States.Timeout"] : ["States.Timeout", "States.HeartbeatTimeout"];
  const failure = { error: "States.Timeout" };
  return to(here, { at: "failed", failure, names }, [taskTimedOut(open.resource)]);
}

async function leaveWait(here: Here, state: State): Promise<Step> {
  const { execution, nowMs } = here;
  const scope = scopeOf(execution, state.Type, nowMs);
  return exit(
    here,
    state,
    await leave(nextFields(state), "", execution.position.input, nextOf(state), scope),
  );
}

async function failed(
  here: Here,
  state: State,
  { failure, names }: Extract<Phase, { at: "failed" }>,
): Promise<Step> {
  if (state.Type !== "Task") return fail(failure, []);
  const { retries } = here.execution.position;
  const found = retrierFor(state.Retry ?? [], names, retries);
  if (found !== undefined) {
    const delayMs = retryDelayMs(found.retrier, retries[found.index] ?? 0, Math.random);
    const phase: Phase = { at: "retry", untilMs: here.nowMs + delayMs };
    return to(here, phase, [], { retries: counted(retries, found.index) });
  }
  const index = (state.Catch ?? []).findIndex(({ ErrorEquals }) => matches(ErrorEquals, names));
  const catcher = state.Catch?.[index];
  if (catcher === undefined) return fail(failure, []);
  const scope = scopeOf(here.execution, state.Type, here.nowMs, { failure });
  const errorOutput = scope.states["errorOutput"];
  return exit(here, state, await leave(catcher, `Catch[${index}]/`, errorOutput, catcher.Next, scope));
}

function nextFields(state: State): { Assign?: unknown; Output?: unknown } {
  return state.Type === "Fail" ? {} : state;
}

function nextOf(state: State): string | undefined {
  return "Next" in state ? state.Next : undefined;
}

const INTERPRETER_ERRORS = new Set(["States.Runtime", "States.QueryEvaluationError"]);

/** For errors of the interpreter itself, AWS puts the state and its event before the message. */
function causeOf({ error, message }: StateFailure, { state, enteredEventId }: Position): string {
  if (!INTERPRETER_ERRORS.has(error)) return message;
  return `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). ${message}`;
}
