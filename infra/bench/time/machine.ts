import {
  type ExecutionResumer,
  type ExecutionStarter,
  REFUSALS,
  type WaitRefuser,
} from "#core/onboarding/executions";
import {
  LAMBDA_INVOKE_WAIT,
  type Machine,
  type State,
  type StateOf,
} from "../../local/step-functions/definition.ts";
import { counted, retrierFor, retryDelayMs } from "../../local/step-functions/retry.ts";
import type { Random } from "../random.ts";
import { evaluate, type Scope } from "./expressions.ts";
import type { Timeline } from "./timeline.ts";

/** An execution that runs or has ended. */
export interface Run {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  transitions: number;
  historyEvents: number;
  /** The events of failures, time-outs and refused waits: at the level ERROR only these are logged. */
  loggedEvents: number;
  /** The state in which it ended. */
  end?: string;
  /** The error that failed it, and a function that redrives it from the failed state. */
  failure?: { readonly error: Error; readonly redrive: () => void };
}

/** The answer of a function with its duration. */
export interface Answer {
  readonly payload: unknown;
  readonly tookMs: number;
}

/** The state machine in virtual time. It runs the states of the definition and stores nothing. */
export interface VirtualMachine extends ExecutionResumer, ExecutionStarter, WaitRefuser {}

interface MachineOptions {
  readonly machine: Machine;
  readonly timeline: Timeline;
  /** The random numbers for the jitter of retries. */
  readonly random: Random;
  /** Runs a function; `functionName` is the placeholder in the definition. */
  invoke(functionName: string, payload: unknown, run: Run): Promise<Answer>;
  onChange(run: Run): void;
}

/** A state that an execution entered. */
interface Here {
  readonly run: Run;
  readonly name: string;
  readonly input: unknown;
  readonly variables: Scope["variables"];
  readonly enteredMs: number;
}

interface Open {
  readonly here: Here;
  readonly state: StateOf<"Task">;
  readonly scope: Scope;
}

type Leaving = { readonly Assign?: unknown; readonly Output?: unknown };

/**
 * The number of history events that AWS writes for each kind of state:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
const EVENTS = { start: 1, end: 1, task: 5, wait: 6, retry: 3, other: 2 };

/** Makes the machine. */
export function virtualMachine({
  machine,
  timeline,
  random,
  invoke,
  onChange,
}: MachineOptions): VirtualMachine {
  const open = new Map<string, Open>();
  const started = new Set<string>();

  async function enter(run: Run, name: string, input: unknown, variables: Scope["variables"]): Promise<void> {
    const state = stateOf(name);
    run.transitions += 1;
    run.historyEvents += isWait(state) ? EVENTS.wait : state.Type === "Task" ? EVENTS.task : EVENTS.other;
    await act({ run, name, input, variables, enteredMs: timeline.now() }, state);
  }

  async function act(here: Here, state: State): Promise<void> {
    const scope = scopeOf(here, 0);
    switch (state.Type) {
      case "Task":
        return task(here, state, []);
      case "Choice": {
        for (const rule of state.Choices) {
          if ((await evaluate(rule.Condition, scope)) === true) return leave(here, rule, rule.Next, scope);
        }
        return leave(here, state, state.Default, scope);
      }
      case "Wait": {
        const seconds = Number(await evaluate(state.Seconds, scope));
        timeline.at(timeline.now() + seconds * 1000, () => leave(here, state, state.Next, scope));
        return;
      }
      case "Pass":
        return leave(here, state, state.Next, scope);
      case "Succeed":
      case "Fail":
        onChange(ended(here.run, here.name));
    }
  }

  async function task(here: Here, state: StateOf<"Task">, retries: readonly number[]): Promise<void> {
    if (typeof state.Arguments === "string") throw new Error("Arguments that are an expression as a whole");
    const retry = retries.reduce((sum, count) => sum + count, 0);
    const token = `${here.run.name}#${here.run.transitions}`;
    const scope = scopeOf(here, retry, token);
    const payload = await evaluate(state.Arguments.Payload, scope);
    if (isWait(state)) open.set(token, { here, state, scope });
    let answer: Answer;
    try {
      answer = await invoke(state.Arguments.FunctionName, payload, here.run);
    } catch (error) {
      open.delete(token);
      return failed(here, state, retries, error instanceof Error ? error : new Error(String(error)));
    }
    if (isWait(state)) {
      const seconds = Number(await evaluate(state.TimeoutSeconds, scope));
      timeline.at(timeline.now() + seconds * 1000, () => failWait(token, "States.Timeout"));
      return;
    }
    const result = { ...scope, states: { ...scope.states, result: { Payload: answer.payload } } };
    timeline.at(timeline.now() + answer.tookMs, () => leave(here, state, state.Next, result));
  }

  function failed(here: Here, state: StateOf<"Task">, retries: readonly number[], error: Error): void {
    const { run, name, input, variables } = here;
    const found = retrierFor(state.Retry ?? [], [error.name], retries);
    if (found === undefined) {
      run.end = "FAILED";
      // TaskFailed and ExecutionFailed
      run.loggedEvents += 2;
      const redrive = (): void => {
        delete run.end;
        delete run.failure;
        timeline.at(timeline.now(), () => enter(run, name, input, variables));
      };
      run.failure = { error, redrive };
      onChange(run);
      return;
    }
    run.transitions += 1;
    run.historyEvents += EVENTS.retry;
    run.loggedEvents += 1;
    const pauseMs = retryDelayMs(found.retrier, retries[found.index] ?? 0, random.next);
    timeline.at(timeline.now() + pauseMs, () => task(here, state, counted(retries, found.index)));
  }

  async function failWait(token: string, error: string): Promise<void> {
    const waiting = open.get(token);
    const catcher = waiting?.state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(error));
    if (waiting === undefined || !open.delete(token)) return;
    if (catcher === undefined) throw new Error(`Nothing catches ${error}`);
    waiting.here.run.loggedEvents += 1;
    await leave(waiting.here, catcher, catcher.Next, waiting.scope);
  }

  async function leave({ run, name, input }: Here, fields: Leaving, next: string | undefined, scope: Scope) {
    const assigned = Object.entries(Object(await evaluate(fields.Assign ?? {}, scope)));
    const output = fields.Output === undefined ? input : await evaluate(fields.Output, scope);
    if (next === undefined) return onChange(ended(run, name));
    onChange(run);
    await enter(run, next, output, { ...scope.variables, ...Object.fromEntries(assigned) });
  }

  function stateOf(name: string): State {
    const state = machine.States[name];
    if (state === undefined) throw new Error(`There is no state ${name}`);
    return state;
  }

  return {
    async start(name, input) {
      if (started.has(name)) return;
      started.add(name);
      const run: Run = {
        name,
        input: JSON.parse(input),
        transitions: 0,
        historyEvents: EVENTS.start,
        loggedEvents: 0,
      };
      timeline.at(timeline.now(), () => enter(run, machine.StartAt, run.input, {}));
    },
    async refuse(token, because) {
      if (open.has(token)) timeline.at(timeline.now(), () => failWait(token, REFUSALS[because]));
    },
    async resume(token) {
      const waiting = open.get(token);
      if (waiting === undefined || !open.delete(token)) return;
      const { here, state, scope } = waiting;
      timeline.at(timeline.now(), () => leave(here, state, state.Next, scope));
    },
  };
}

function ended(run: Run, name: string): Run {
  run.historyEvents += EVENTS.end;
  run.end = name;
  return run;
}

function isWait(state: State): boolean {
  return state.Type === "Task" && state.Resource === LAMBDA_INVOKE_WAIT;
}

function scopeOf({ run, name, input, variables, enteredMs }: Here, retry: number, token?: string): Scope {
  const context = {
    Execution: { Input: run.input, Name: run.name },
    State: { Name: name, EnteredTime: new Date(enteredMs).toISOString(), RetryCount: retry },
    Task: { Token: token },
  };
  return { states: { input, context }, variables };
}
