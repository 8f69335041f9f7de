import { afterEach, expect, it } from "vitest";
import { AwsError } from "../../../infra/local/aws/service.ts";
import { openStates, task, until } from "./local-states.ts";

let states = openStates();
afterEach(() => states.close());

const boom = { functionError: { errorType: "Boom", errorMessage: "went off", trace: ["Boom: went off"] } };

it("names a function's error by its type and gives the rest as cause", async () => {
  states = openStates({ invoke: () => boom });
  const arn = await states.start({ StartAt: "Work", States: { Work: task() } });
  const { error, cause } = await states.ended(arn);
  expect(error).toBe("Boom");
  expect(JSON.parse(cause ?? "")).toEqual({
    errorType: "Boom",
    errorMessage: "went off",
    trace: ["Boom: went off"],
  });
  const events = await states.history(arn);
  expect(events.at(-2)).toMatchObject({ type: "TaskFailed", taskFailedEventDetails: { error, cause } });
  expect(events.at(-1)).toMatchObject({ type: "ExecutionFailed", previousEventId: 5 });
});

it("names an error of the Lambda service itself with the service's prefix", async () => {
  states = openStates({
    invoke: () => {
      throw new AwsError("TooManyRequestsException", "Rate exceeded", 429);
    },
  });
  const arn = await states.start({ StartAt: "Work", States: { Work: task() } });
  expect(await states.ended(arn)).toMatchObject({
    error: "Lambda.TooManyRequestsException",
    cause: expect.stringContaining("Rate exceeded (Service: Lambda, Status Code: 429"),
  });
});

it("retries by the first retrier that matches, with its own count, then catches", async () => {
  let attempts = 0;
  states = openStates({
    invoke: () => {
      attempts += 1;
      return boom;
    },
  });
  const arn = await states.start(
    {
      StartAt: "Work",
      States: {
        Work: task({
          Retry: [
            { ErrorEquals: ["Other"], MaxAttempts: 9 },
            {
              ErrorEquals: ["Boom"],
              IntervalSeconds: 2,
              BackoffRate: 3,
              MaxDelaySeconds: 10,
              MaxAttempts: 3,
            },
          ],
          Catch: [
            { ErrorEquals: ["Other"], Next: "Handle" },
            {
              ErrorEquals: ["States.ALL"],
              Assign: { error: "{% $states.errorOutput.Error %}" },
              Output: {
                cause: "{% $parse($states.errorOutput.Cause).errorMessage %}",
                input: "{% $states.input %}",
              },
              Next: "Handle",
            },
          ],
        }),
        Handle: { Type: "Succeed", Output: ["{% $error %}", "{% $states.input %}"] },
      },
    },
    { n: 1 },
  );
  expect(await states.toNextTimer()).toBe(2_000);
  expect(await states.toNextTimer()).toBe(6_000);
  expect(await states.toNextTimer()).toBe(10_000);
  const { output } = await states.ended(arn);
  expect(JSON.parse(output ?? "")).toEqual(["Boom", { cause: "went off", input: { n: 1 } }]);
  expect(attempts).toBe(4);
  const events = await states.history(arn);
  expect(events.filter(({ type }) => type === "TaskStateEntered")).toHaveLength(1);
  expect(events.slice(4, 6)).toMatchObject([
    { id: 5, type: "TaskFailed" },
    { previousEventId: 5, type: "TaskScheduled" },
  ]);
});

it("times out a function that does not answer, and drops its answer when it comes", async () => {
  let answer = (_outcome: { payload: unknown }) => {};
  states = openStates({ invoke: () => new Promise((resolve) => (answer = resolve)) });
  const arn = await states.start({ StartAt: "Work", States: { Work: task({ TimeoutSeconds: 3 }) } });
  expect(await states.toNextTimer()).toBe(3_000);
  expect(await states.ended(arn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  answer({ payload: "too late" });
  expect((await states.types(arn)).slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
});

const UNEVALUABLE = { Type: "Pass", Output: "{% $states.input.missing %}", End: true };
const missing = "The JSONata expression '$states.input.missing' specified for the field";
const evaluationFailures: Array<[string, Record<string, unknown>, string, string]> = [
  [
    "an output that is nothing",
    { Type: "Pass", Output: { a: { b: ["x", "{% $states.input.missing %}"] } }, End: true },
    "Output/a/b[1]",
    `${missing} 'Output/a/b[1]' returned nothing (undefined).`,
  ],
  [
    "a variable that is nothing",
    { Type: "Pass", Assign: { x: "{% $states.input.missing %}" }, End: true },
    "Assign/x",
    `${missing} 'Assign/x' returned nothing (undefined).`,
  ],
  [
    "an expression that throws",
    { Type: "Pass", Output: "{% 1 + 'a' %}", End: true },
    "Output",
    `The JSONata expression '1 + 'a'' specified for the field 'Output' threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number`,
  ],
  [
    "a condition that is no boolean",
    { Type: "Choice", Choices: [{ Condition: "{% 'yes' %}", Next: "End" }], Default: "End" },
    "Choices[0]/Condition",
    `The JSONata expression ''yes'' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "yes"`,
  ],
  [
    "a wait for a time without a zone",
    { Type: "Wait", Timestamp: "{% '2026-01-01T00:00:00' %}", End: true },
    "Timestamp",
    "The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: 2026-01-01T00:00:00",
  ],
];

it.each(evaluationFailures)("fails on %s, naming the field", async (_what, state, location, cause) => {
  states = openStates();
  const end = state["Type"] === "Choice" ? { End: { Type: "Succeed" } } : {};
  const arn = await states.start({ StartAt: "Here", States: { Here: state, ...end } });
  const told = `An error occurred while executing the state 'Here' (entered at the event id #2). ${cause}`;
  expect(await states.ended(arn)).toMatchObject({ error: "States.QueryEvaluationError", cause: told });
  expect((await states.history(arn)).slice(-2)).toMatchObject([
    {
      type: "EvaluationFailed",
      evaluationFailedEventDetails: {
        error: "States.QueryEvaluationError",
        cause: told,
        location,
        state: "Here",
      },
    },
    { type: "ExecutionFailed" },
  ]);
});

it("lets a failed evaluation at the entry of the first state follow no event, as the entry does", async () => {
  states = openStates();
  const arn = await states.start({ StartAt: "Here", States: { Here: UNEVALUABLE } });
  await states.ended(arn);
  expect((await states.history(arn)).slice(1)).toMatchObject([
    { id: 2, previousEventId: 0, type: "PassStateEntered" },
    { id: 3, previousEventId: 0, type: "EvaluationFailed" },
    { id: 4, previousEventId: 3, type: "ExecutionFailed" },
  ]);
});

it("lets a failed evaluation at the entry of a later state follow the event before the entry", async () => {
  states = openStates();
  const Before = { Type: "Pass", Next: "Here" };
  const arn = await states.start({ StartAt: "Before", States: { Before, Here: UNEVALUABLE } });
  await states.ended(arn);
  expect((await states.history(arn)).slice(2)).toMatchObject([
    { id: 3, previousEventId: 2, type: "PassStateExited" },
    { id: 4, previousEventId: 3, type: "PassStateEntered" },
    { id: 5, previousEventId: 3, type: "EvaluationFailed" },
    { id: 6, previousEventId: 5, type: "ExecutionFailed" },
  ]);
});

it("lets a failed evaluation of a result follow the end of the task", async () => {
  states = openStates();
  const arn = await states.start({
    StartAt: "Work",
    States: { Work: task({ Output: "{% $states.result.nothing %}" }) },
  });
  await states.ended(arn);
  expect((await states.history(arn)).slice(4)).toMatchObject([
    { id: 5, type: "TaskSucceeded" },
    { id: 6, previousEventId: 5, type: "EvaluationFailed" },
    { id: 7, previousEventId: 6, type: "ExecutionFailed" },
  ]);
});

it("lets a task catch its own evaluation error", async () => {
  states = openStates();
  const arn = await states.start({
    StartAt: "Work",
    States: {
      Work: task({
        Output: "{% $states.result.nothing %}",
        Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "Handle" }],
      }),
      Handle: { Type: "Succeed" },
    },
  });
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED" });
});

it("fails with States.Runtime where no choice holds and there is no default", async () => {
  states = openStates();
  const arn = await states.start({
    StartAt: "Choose",
    States: {
      Choose: { Type: "Choice", Choices: [{ Condition: false, Next: "End" }] },
      End: { Type: "Succeed" },
    },
  });
  expect(await states.ended(arn)).toMatchObject({
    error: "States.Runtime",
    cause: expect.stringMatching(
      /Failed to transition out of the state\. The state does not point to a next state\.$/,
    ),
  });
});

it("ends with what a Fail state says, or with nothing", async () => {
  states = openStates();
  const failing = (fields: object) => ({ StartAt: "No", States: { No: { Type: "Fail", ...fields } } });
  const told = await states.start(failing({ Error: "{% 'E' & $states.input.n %}", Cause: "because" }), {
    n: 1,
  });
  expect(await states.ended(told)).toMatchObject({ status: "FAILED", error: "E1", cause: "because" });
  const silent = await states.start(failing({}), {}, "silent");
  await states.ended(silent);
  expect((await states.history(silent)).at(-1)).toMatchObject({ executionFailedEventDetails: {} });
});

it("does not let States.ALL catch a result that is too large", async () => {
  states = openStates({ invoke: () => ({ payload: "x".repeat(300_000) }) });
  const caught = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Handle" }] };
  const arn = await states.start({
    StartAt: "Work",
    States: { Work: task(caught), Handle: { Type: "Succeed" } },
  });
  expect(await states.ended(arn)).toMatchObject({
    error: "States.DataLimitExceeded",
    cause:
      "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

it("bounds an expression that would never end", async () => {
  states = openStates();
  const endless = "{% ($f := function($n) { 1 + $f($n + 1) }; $f(1)) %}";
  const arn = await states.start({
    StartAt: "Spin",
    States: { Spin: { Type: "Pass", Output: endless, End: true } },
  });
  expect(await states.ended(arn)).toMatchObject({
    error: "States.QueryEvaluationError",
    cause: expect.stringContaining("threw an error during evaluation: Stack overflow error"),
  });
});

it("ends a machine that never stops with its 25,000th event", async () => {
  states = openStates();
  const arn = await states.start({
    StartAt: "Spin",
    States: {
      Spin: { Type: "Choice", Choices: [{ Condition: true, Next: "Spin" }], Default: "Out" },
      Out: { Type: "Succeed" },
    },
  });
  await until(async () => (await states.describe(arn)).status !== "RUNNING");
  const { events } = await states.call("GetExecutionHistory", {
    executionArn: arn,
    reverseOrder: true,
    maxResults: 1,
  });
  expect(events).toMatchObject([
    {
      id: 25_000,
      previousEventId: 24_999,
      type: "ExecutionFailed",
      executionFailedEventDetails: {
        error: "States.Runtime",
        cause: "The execution reached the maximum number of history events (25000).",
      },
    },
  ]);
}, 120_000);
