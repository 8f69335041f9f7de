import type { Waker } from "#core/ports";
import {
  LAMBDA_INVOKE_WAIT,
  type Machine,
  type State,
  type StateOf,
} from "../../local/step-functions/definition.ts";
import { evaluate, type Scope } from "./expressions.ts";
import type { Timeline } from "./timeline.ts";

/** An execution under way, or over. */
export interface Run {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  transitions: number;
  historyEvents: number;
  /** The state that it ended in, once it did. */
  end?: string;
}

/** What a function answered, and how long it took. */
export interface Answer {
  readonly payload: unknown;
  readonly tookMs: number;
}

/** The state machine in virtual time: the definition's own states, with nothing stored. */
export interface VirtualMachine extends Waker {
  start(name: string, input: string): void;
}

interface MachineOptions {
  readonly machine: Machine;
  readonly timeline: Timeline;
  /** `functionName` as the definition has it, placeholder and all. */
  invoke(functionName: string, payload: unknown, run: Run): Promise<Answer>;
  onChange(run: Run): void;
}

interface Open {
  readonly run: Run;
  readonly state: StateOf<"Task">;
  readonly scope: Scope;
}

/**
 * Events in the history of each kind of state, as AWS writes them:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
const EVENTS = { start: 1, end: 1, task: 5, wait: 6, other: 2 };

/** Makes the machine; an execution whose function throws ends the simulation, since none has a reason to. */
export function virtualMachine({ machine, timeline, invoke, onChange }: MachineOptions): VirtualMachine {
  const open = new Map<string, Open>();
  const started = new Set<string>();

  async function enter(run: Run, name: string, input: unknown, variables: Scope["variables"]): Promise<void> {
    const state = machine.States[name];
    if (state === undefined) throw new Error(`There is no state ${name}`);
    run.transitions += 1;
    const isWait = state.Type === "Task" && state.Resource === LAMBDA_INVOKE_WAIT;
    run.historyEvents += isWait ? EVENTS.wait : state.Type === "Task" ? EVENTS.task : EVENTS.other;
    const token = `${run.name}#${run.transitions}`;
    const context = {
      Execution: { Input: run.input, Name: run.name },
      State: { Name: name, EnteredTime: new Date(timeline.now()).toISOString(), RetryCount: 0 },
      Task: { Token: token },
    };
    await act(run, name, state, { states: { input, context }, variables }, isWait ? token : undefined);
  }

  async function act(run: Run, name: string, state: State, scope: Scope, token?: string): Promise<void> {
    switch (state.Type) {
      case "Task":
        return task(run, state, scope, token);
      case "Choice": {
        for (const rule of state.Choices) {
          if ((await evaluate(rule.Condition, scope)) === true) return leave(run, rule, rule.Next, scope);
        }
        return leave(run, state, state.Default, scope);
      }
      case "Wait": {
        const seconds = Number(await evaluate(state.Seconds, scope));
        timeline.at(timeline.now() + seconds * 1000, () => leave(run, state, state.Next, scope));
        return;
      }
      case "Pass":
        return leave(run, state, state.Next, scope);
      case "Succeed":
      case "Fail":
        run.historyEvents += EVENTS.end;
        run.end = name;
        onChange(run);
    }
  }

  async function task(run: Run, state: StateOf<"Task">, scope: Scope, token?: string): Promise<void> {
    if (typeof state.Arguments === "string") throw new Error("Arguments that are an expression as a whole");
    const payload = await evaluate(state.Arguments.Payload, scope);
    if (token !== undefined) open.set(token, { run, state, scope });
    const answer = await invoke(state.Arguments.FunctionName, payload, run);
    if (token === undefined) {
      const result = { ...scope, states: { ...scope.states, result: { Payload: answer.payload } } };
      timeline.at(timeline.now() + answer.tookMs, () => leave(run, state, state.Next, result));
      return;
    }
    const seconds = Number(await evaluate(state.TimeoutSeconds, scope));
    timeline.at(timeline.now() + seconds * 1000, () => timeOut(token));
  }

  async function timeOut(token: string): Promise<void> {
    const waiting = open.get(token);
    const catcher = waiting?.state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("States.Timeout"));
    if (waiting === undefined || !open.delete(token)) return;
    if (catcher === undefined) throw new Error("A time-out that nothing catches");
    await leave(waiting.run, catcher, catcher.Next, waiting.scope);
  }

  async function leave(
    run: Run,
    fields: { readonly Assign?: unknown; readonly Output?: unknown },
    next: string | undefined,
    scope: Scope,
  ): Promise<void> {
    const assigned = Object.entries(Object(await evaluate(fields.Assign ?? {}, scope)));
    const output = fields.Output === undefined ? scope.states["input"] : await evaluate(fields.Output, scope);
    onChange(run);
    if (next === undefined) throw new Error("No state comes next");
    await enter(run, next, output, { ...scope.variables, ...Object.fromEntries(assigned) });
  }

  return {
    start(name, input) {
      if (started.has(name)) return;
      started.add(name);
      const run: Run = { name, input: JSON.parse(input), transitions: 0, historyEvents: EVENTS.start };
      timeline.at(timeline.now(), () => enter(run, machine.StartAt, run.input, {}));
    },
    async wake(token) {
      const waiting = open.get(token);
      if (waiting === undefined || !open.delete(token)) return;
      timeline.at(timeline.now(), () => leave(waiting.run, waiting.state, waiting.state.Next, waiting.scope));
    },
  };
}
