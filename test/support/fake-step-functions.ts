import type {
  ExecutionResumer,
  ExecutionStarter,
  ExecutionState,
  Executions,
  WaitRefuser,
} from "#core/onboarding/executions";

/** Step Functions in memory, which records started executions and answered tokens. */
export interface FakeStepFunctions extends ExecutionStarter, Executions, ExecutionResumer, WaitRefuser {
  /** The names of executions with their input, each once. */
  readonly executions: Map<string, { input: string; state: ExecutionState }>;
  /** All tokens that were used to resume a wait, in order. */
  readonly woken: string[];
  /** All tokens whose wait was refused, in order. */
  readonly refused: string[];
  /** Returns how often `start` was called. */
  starts(): number;
  /** Makes all calls fail with this error, until called with `undefined`. */
  fail(error: Error | undefined): void;
}

/** Makes a Step Functions that runs nothing. */
export function fakeStepFunctions(): FakeStepFunctions {
  const executions: FakeStepFunctions["executions"] = new Map();
  const woken: string[] = [];
  const refused: string[] = [];
  let incident: Error | undefined;
  let starts = 0;
  const check = (): void => {
    if (incident !== undefined) throw incident;
  };
  return {
    executions,
    woken,
    refused,
    starts: () => starts,
    fail: (error) => {
      incident = error;
    },
    async start(name, input) {
      starts += 1;
      check();
      if (!executions.has(name)) executions.set(name, { input, state: "running" });
    },
    async stateOf(name) {
      check();
      return executions.get(name)?.state ?? "absent";
    },
    async refuse(token) {
      check();
      refused.push(token);
    },
    async resume(token) {
      check();
      woken.push(token);
    },
  };
}
