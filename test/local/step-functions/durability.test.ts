import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Invoke, openStates, task, tokenIn, until, waitingTask } from "./local-states.ts";

const ARN = "arn:aws:states:eu-west-1:000000000000:execution:machine:run";
let directory: string;
let file: string;
let reopened: ReturnType<typeof openStates> | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "states-"));
  file = join(directory, "states.sqlite");
});
afterEach(async () => {
  await reopened?.close();
  reopened = undefined;
  rmSync(directory, { recursive: true });
});

const machine = (states: object) =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states });

function run(definition: string, mode: string): { child: ChildProcess; lines: AsyncIterable<string> } {
  const script = fileURLToPath(new URL("./killed-child.ts", import.meta.url));
  const child = spawn(process.execPath, [script, file, definition, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { child, lines: createInterface({ input: child.stdout ?? process.stdin }) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/**
 * Lets the child run until it has reported `times` invocations, waits a moment, and kills it; returns the
 * payloads.
 */
async function killedAfter(
  definition: string,
  mode: string,
  times: number,
  momentMs = 0,
): Promise<unknown[]> {
  const { child, lines } = run(definition, mode);
  const payloads: unknown[] = [];
  for await (const line of lines) {
    const told: { invoked?: unknown } = JSON.parse(line);
    if ("invoked" in told) payloads.push(told.invoked);
    if (payloads.length === times) break;
  }
  await setTimeout(momentMs);
  await kill(child);
  return payloads;
}

function reopen(invoke: Invoke): ReturnType<typeof openStates> {
  reopened = openStates({ file, invoke });
  reopened.clock.advance(Date.now() - reopened.clock.now());
  reopened.resume();
  return reopened;
}

async function expectWholeHistory(states: ReturnType<typeof openStates>): Promise<string[]> {
  const events = await states.history(ARN);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  expect(events.slice(2).map(({ previousEventId }) => previousEventId)).toEqual(
    events.slice(2).map((_, i) => i + 2),
  );
  return events.map(({ type }) => type);
}

it("continues to wait for the same token, for the rest of the time", async () => {
  const definition = machine({ Ask: waitingTask({ TimeoutSeconds: 3600 }) });
  const payloads = await killedAfter(definition, "answer", 1, 300);
  const states = reopen((_name, payload) => ({ payload }));
  await until(() => states.clock.nextMs() !== undefined);
  expect((states.clock.nextMs() ?? 0) - states.clock.now()).toBeLessThan(3_600_000);
  expect(
    await states.call("SendTaskSuccess", { taskToken: tokenIn(payloads[0]), output: '"still here"' }),
  ).toEqual({
    status_: 200,
  });
  expect(await states.ended(ARN)).toMatchObject({ status: "SUCCEEDED", output: '"still here"' });
  const types = await expectWholeHistory(states);
  expect(types.filter((type) => type === "TaskScheduled")).toHaveLength(1);
});

it("invokes a function again whose answer was lost, without scheduling it again", async () => {
  const payloads = await killedAfter(machine({ Work: task() }), "hang", 1);
  const again: unknown[] = [];
  const states = reopen((_name, payload) => {
    again.push(payload);
    return { payload: "done" };
  });
  expect(await states.ended(ARN)).toMatchObject({ status: "SUCCEEDED", output: '"done"' });
  expect(again).toEqual(payloads);
  expect(await expectWholeHistory(states)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskStarted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
});

it("gives a function that is invoked again its whole time, however long the machine was off", async () => {
  await killedAfter(machine({ Work: task({ TimeoutSeconds: 60 }) }), "hang", 1);
  const states = openStates({ file, invoke: () => ({ payload: "done" }) });
  reopened = states;
  states.clock.advance(Date.now() + 3_600_000 - states.clock.now());
  states.resume();
  expect(await states.ended(ARN)).toMatchObject({ status: "SUCCEEDED", output: '"done"' });
});

it("remembers the retries it has made", async () => {
  const retry = [{ ErrorEquals: ["Boom"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 2 }];
  await killedAfter(machine({ Work: task({ Retry: retry }) }), "fail", 2, 300);
  let attempts = 0;
  const states = reopen(() => {
    attempts += 1;
    return { functionError: { errorType: "Boom", errorMessage: "" } };
  });
  await states.toNextTimer();
  expect(await states.ended(ARN)).toMatchObject({ status: "FAILED", error: "Boom" });
  expect(attempts).toBe(1);
});

it("loses no step, wherever it is killed", async () => {
  const definition = machine({
    Begin: { Type: "Pass", Assign: { count: 0 }, Next: "Work" },
    Work: task({
      Arguments: { FunctionName: "work", Payload: "{% $count + 1 %}" },
      Output: null,
      Assign: { count: "{% $states.result.Payload %}" },
      End: undefined,
      Next: "Enough",
    }),
    Enough: { Type: "Choice", Choices: [{ Condition: "{% $count < 100 %}", Next: "Work" }], Default: "Done" },
    Done: { Type: "Succeed", Output: "{% $count %}" },
  });
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`kill points from seed ${seed}`);
  let state = seed;
  for (let i = 0; i < 8; i += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    await killedAfter(definition, "answer", 1 + (state % 10), state % 7);
  }
  const states = reopen((_name, payload) => ({ payload }));
  expect(await states.ended(ARN)).toMatchObject({ status: "SUCCEEDED", output: "100" });
  const types = await expectWholeHistory(states);
  expect(types.filter((type) => type === "TaskSucceeded")).toHaveLength(100);
});

it("reports a status change that a kill prevented from being reported", async () => {
  const { child } = run(machine({ Work: { Type: "Pass", End: true } }), "die telling");
  await new Promise((resolve) => child.once("exit", resolve));
  const states = reopen(() => ({ payload: 1 }));
  await until(() => states.changes.length > 0);
  expect(states.changes).toMatchObject([{ status: "SUCCEEDED", executionArn: ARN }]);
});
