import { afterEach, beforeEach, expect, it } from "vitest";
import { openStates, tokenIn, until, waitingTask } from "./local-states.ts";

let tokens: string[];
let states: ReturnType<typeof openStates>;
beforeEach(() => {
  tokens = [];
  states = openStates({
    invoke: (_name, payload) => {
      tokens.push(tokenIn(payload));
      return { payload: "noted" };
    },
  });
});
afterEach(() => states.close());

async function waiting(
  fields: Record<string, unknown> = {},
  also: Record<string, unknown> = {},
): Promise<string> {
  const arn = await states.start({ StartAt: "Ask", States: { Ask: waitingTask(fields), ...also } });
  await until(async () => (await states.types(arn)).includes("TaskSubmitted"));
  return arn;
}

it("waits for the token after the function has taken it", async () => {
  const arn = await waiting();
  const answer = { taskToken: tokens[0], output: '{"yes": true}' };
  expect(await states.call("SendTaskSuccess", answer)).toEqual({ status_: 200 });
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED", output: '{"yes":true}' });
  const events = await states.history(arn);
  expect(events.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ["ExecutionStarted", 0],
    ["TaskStateEntered", 0],
    ["TaskScheduled", 2],
    ["TaskStarted", 3],
    ["TaskSubmitted", 4],
    ["TaskSucceeded", 5],
    ["TaskStateExited", 6],
    ["ExecutionSucceeded", 7],
  ]);
  expect(events[5]?.["taskSucceededEventDetails"]).toMatchObject({
    output: '{"yes": true}',
    resource: "invoke.waitForTaskToken",
  });
});

it("accepts an answer that comes while the function still runs", async () => {
  await states.close();
  states = openStates({
    invoke: async (_name, payload) => {
      await states.call("SendTaskSuccess", { taskToken: tokenIn(payload), output: '"at once"' });
      return { functionError: { errorType: "Late", errorMessage: "nobody waits for this" } };
    },
  });
  const arn = await states.start({ StartAt: "Ask", States: { Ask: waitingTask() } });
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED", output: '"at once"' });
});

it("fails the task with the error and cause that were sent", async () => {
  const arn = await waiting();
  await states.call("SendTaskFailure", { taskToken: tokens[0], error: "Declined", cause: "not today" });
  expect(await states.ended(arn)).toMatchObject({ status: "FAILED", error: "Declined", cause: "not today" });
});

it("fails without an error where none was sent", async () => {
  const arn = await waiting();
  await states.call("SendTaskFailure", { taskToken: tokens[0] });
  const ended = await states.ended(arn);
  expect(ended).toMatchObject({ status: "FAILED" });
  expect(ended).not.toHaveProperty("error");
  expect((await states.history(arn)).at(-1)).toMatchObject({ executionFailedEventDetails: {} });
});

it.each(["States.TaskFailed", "States.ALL"])("lets %s catch a failure without an error", async (listed) => {
  const handle = { Catch: [{ ErrorEquals: [listed], Next: "Handle" }] };
  const arn = await waiting(handle, { Handle: { Type: "Succeed" } });
  await states.call("SendTaskFailure", { taskToken: tokens[0] });
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED" });
});

it("times out as States.Timeout, and then the token is of no use", async () => {
  const arn = await waiting({ TimeoutSeconds: "{% 60 * 60 %}" });
  expect(await states.toNextTimer()).toBe(3_600_000);
  const late = await states.call("SendTaskSuccess", { taskToken: tokens[0], output: "1" });
  expect(late).toMatchObject({ __type: "TaskTimedOut", status_: 400 });
  const ended = await states.ended(arn);
  expect(ended).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(ended).not.toHaveProperty("cause");
  const events = await states.history(arn);
  expect(events[2]?.["taskScheduledEventDetails"]).toMatchObject({ timeoutInSeconds: 3600 });
  expect(events[5]).toMatchObject({
    type: "TaskTimedOut",
    taskTimedOutEventDetails: { error: "States.Timeout", resource: "invoke.waitForTaskToken" },
  });
});

it("continues while heartbeats come; a Catch may name their absence", async () => {
  const caught = { Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Silent" }] };
  const arn = await waiting(
    { HeartbeatSeconds: 10, TimeoutSeconds: 600, ...caught },
    { Silent: { Type: "Succeed" } },
  );
  for (let i = 0; i < 3; i += 1) {
    states.clock.advance(9_000);
    expect(await states.call("SendTaskHeartbeat", { taskToken: tokens[0] })).toEqual({ status_: 200 });
  }
  states.clock.advance(10_000);
  expect(await states.ended(arn)).toMatchObject({
    status: "SUCCEEDED",
    output: '{"Error":"States.Timeout","Cause":""}',
  });
});

it("issues a new token for every retry", async () => {
  const retry = { Retry: [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 5, MaxAttempts: 1 }] };
  const arn = await waiting({ TimeoutSeconds: 60, ...retry });
  expect(await states.toNextTimer()).toBe(60_000);
  expect(await states.toNextTimer()).toBe(5_000);
  await until(() => tokens.length === 2);
  expect(tokens[1]).not.toBe(tokens[0]);
  const stale = await states.call("SendTaskSuccess", { taskToken: tokens[0], output: "1" });
  expect(stale).toMatchObject({ __type: "TaskTimedOut" });
  await states.call("SendTaskSuccess", { taskToken: tokens[1], output: "2" });
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED", output: "2" });
});

it("distinguishes an invalid token, an unknown one, and an output that is no JSON", async () => {
  await waiting();
  const [token = ""] = tokens;
  const unknown = `${token.slice(0, -4)}AAAA`;
  const send = (taskToken: string, output: string) => states.call("SendTaskSuccess", { taskToken, output });
  expect(await send("made up", "1")).toMatchObject({ __type: "InvalidToken", status_: 400 });
  expect(await send(unknown, "1")).toMatchObject({ __type: "TaskDoesNotExist", status_: 400 });
  expect(await send(token, "not json")).toMatchObject({ __type: "InvalidOutput", status_: 400 });
  await send(token, "1");
  expect(await send(token, "1")).toMatchObject({
    __type: "TaskTimedOut",
    message: "Task Timed Out: 'Provided task does not exist anymore'",
  });
});
