import type {
  ExecutionResumer,
  ExecutionStarter,
  ExecutionState,
  Executions,
  WaitRefuser,
} from "#core/onboarding/executions";

/** Step Functions in memory: what was started, which tokens were answered. */
export interface FakeStepFunctions extends ExecutionStarter, Executions, ExecutionResumer, WaitRefuser {
  /** Names with their input, each once. */
  readonly executions: Map<string, { input: string; state: ExecutionState }>;
  /** Every token that somebody tried to wake, in order. */
  readonly woken: string[];
  /** Every token whose wait was refused, in order. */
  readonly refused: string[];
  /** How often `start` was called. */
  starts(): number;
  /** Every call fails with this error until it is taken back. */
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
