import { setImmediate } from "node:timers/promises";
import * as z from "zod";
import type { InvokeOutcome } from "../../../infra/local/step-functions/options.ts";
import { createStepFunctions } from "../../../infra/local/step-functions/step-functions.ts";
import { openStore } from "../../../infra/local/store.ts";
import { manualClock } from "./manual-clock.ts";

/** The role of every state machine in these tests. */
export const ROLE = "arn:aws:iam::000000000000:role/states";

const historyEvent = z.looseObject({ id: z.number(), previousEventId: z.number(), type: z.string() });
const described = z.looseObject({
  status: z.string(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/** One function that replaces all of Lambda. */
export type Invoke = (functionName: string, payload: unknown) => Promise<InvokeOutcome> | InvokeOutcome;

/** Waits until a condition holds; the test's time-out ends a wait in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setImmediate();
}

/** Opens local Step Functions with a separate clock, and shortcuts to the API. */
export function openStates(
  { file = ":memory:", invoke = () => ({ payload: null }) as InvokeOutcome } = {} as {
    file?: string;
    invoke?: Invoke;
  },
) {
  const clock = manualClock();
  const store = openStore(file);
  const changes: Array<Record<string, unknown>> = [];
  const states = createStepFunctions({
    store,
    clock,
    region: "eu-west-1",
    accountId: "000000000000",
    invoke: async (functionName, payload) => invoke(functionName, payload),
    onStatusChange: (detail) => changes.push(detail),
  });

  /** Calls an operation, and returns its answer of any kind. */
  async function call(operation: string, input: unknown): Promise<Record<string, unknown>> {
    const answer = await states.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": `AWSStepFunctions.${operation}` },
      body: JSON.stringify(input),
    });
    return { ...z.record(z.string(), z.unknown()).parse(JSON.parse(answer.body)), status_: answer.status };
  }

  const describe = async (executionArn: string) =>
    described.parse(await call("DescribeExecution", { executionArn }));
  const history = async (executionArn: string) =>
    z
      .array(historyEvent)
      .parse((await call("GetExecutionHistory", { executionArn, maxResults: 1000 }))["events"]);

  return {
    ...states,
    clock,
    changes,
    call,
    describe,
    history,
    types: async (executionArn: string) => (await history(executionArn)).map(({ type }) => type),
    /** Deploys the definition and starts it. */
    async start(definition: Record<string, unknown>, input: unknown = {}, name = "run"): Promise<string> {
      const text = JSON.stringify({ QueryLanguage: "JSONata", ...definition });
      const stateMachineArn = states.deploy("machine", text, ROLE);
      const started = await call("StartExecution", { stateMachineArn, name, input: JSON.stringify(input) });
      return z.string().parse(started["executionArn"]);
    },
    async ended(executionArn: string) {
      await until(async () => (await describe(executionArn)).status !== "RUNNING");
      return describe(executionArn);
    },
    /**
     * Waits until the only execution has nothing to do before some time, and advances the clock to that time.
     */
    async toNextTimer(): Promise<number> {
      await until(() => clock.nextMs() !== undefined);
      const ms = Math.max(0, (clock.nextMs() ?? 0) - clock.now());
      clock.advance(ms);
      return ms;
    },
    async close(): Promise<void> {
      await states.stop();
      store.close();
    },
  };
}

/** Makes a Task state that invokes `work` with the state's input. */
export function task(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: { FunctionName: "work", Payload: "{% $states.input %}" },
    Output: "{% $states.result.Payload %}",
    End: true,
    ...fields,
  };
}

/** Makes a Task state that passes a token to `work` and waits for it. */
export function waitingTask(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: { FunctionName: "work", Payload: { token: "{% $states.context.Task.Token %}" } },
    End: true,
    ...fields,
  };
}

/** Returns the token in the payload of a `waitingTask`. */
export function tokenIn(payload: unknown): string {
  return z.object({ token: z.string() }).parse(payload).token;
}
