import { afterEach, expect, it } from "vitest";
import { openStates, ROLE, task } from "./local-states.ts";

let states = openStates();
afterEach(() => states.close());

it("writes the history of a Pass state as AWS does", async () => {
  states = openStates();
  const arn = await states.start({
    StartAt: "Greet",
    States: { Greet: { Type: "Pass", Output: { hi: 1 }, End: true } },
  });
  await states.ended(arn);
  const timestamp = expect.any(Number);
  const untouched = { truncated: false };
  expect(await states.history(arn)).toEqual([
    {
      id: 1,
      previousEventId: 0,
      timestamp,
      type: "ExecutionStarted",
      executionStartedEventDetails: { input: "{}", inputDetails: untouched, roleArn: ROLE },
    },
    {
      id: 2,
      previousEventId: 0,
      timestamp,
      type: "PassStateEntered",
      stateEnteredEventDetails: { name: "Greet", input: "{}", inputDetails: untouched },
    },
    {
      id: 3,
      previousEventId: 2,
      timestamp,
      type: "PassStateExited",
      stateExitedEventDetails: { name: "Greet", output: '{"hi":1}', outputDetails: untouched },
    },
    {
      id: 4,
      previousEventId: 3,
      timestamp,
      type: "ExecutionSucceeded",
      executionSucceededEventDetails: { output: '{"hi":1}', outputDetails: untouched },
    },
  ]);
});

it("hands a function's answer on in the integration's envelope", async () => {
  states = openStates({ invoke: (name, payload) => ({ payload: { name, payload } }) });
  const arn = await states.start(
    { StartAt: "Work", States: { Work: task({ Output: undefined }) } },
    { n: 7 },
  );
  const { output } = await states.ended(arn);
  expect(JSON.parse(output ?? "")).toMatchObject({
    ExecutedVersion: "$LATEST",
    Payload: { name: "work", payload: { n: 7 } },
    SdkHttpMetadata: { HttpStatusCode: 200 },
    StatusCode: 200,
  });
  const events = await states.history(arn);
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskStarted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
  expect(events[2]?.["taskScheduledEventDetails"]).toEqual({
    parameters: '{"FunctionName":"work","Payload":{"n":7}}',
    region: "eu-west-1",
    resource: "invoke",
    resourceType: "lambda",
  });
  expect(events[3]?.["taskStartedEventDetails"]).toEqual({ resource: "invoke", resourceType: "lambda" });
});

it.each([
  ["what JSON text describes", '{% $string({"n": 7}) %}', { n: 7 }],
  ["text that is no JSON as it is", "seven", "seven"],
])("hands a function %s", async (_what, Payload, expected) => {
  states = openStates({ invoke: (_name, payload) => ({ payload: { got: payload } }) });
  const Arguments = { FunctionName: "work", Payload };
  const arn = await states.start({
    StartAt: "Work",
    States: { Work: task({ Arguments, Output: "{% $states.result.Payload %}" }) },
  });
  const { output } = await states.ended(arn);
  expect(JSON.parse(output ?? "")).toEqual({ got: expected });
});

it("records the variables that a state assigned, and evaluates all of them before any is set", async () => {
  states = openStates();
  const arn = await states.start(
    {
      StartAt: "First",
      States: {
        First: { Type: "Pass", Assign: { a: 1, b: "{% $states.input.b %}" }, Next: "Swap" },
        Swap: {
          Type: "Pass",
          Assign: { a: "{% $b %}", b: "{% $a %}" },
          Output: ["{% $a %}", "{% $b %}"],
          Next: "Tell",
        },
        Tell: { Type: "Succeed", Output: { a: "{% $a %}", b: "{% $b %}", swapped: "{% $states.input %}" } },
      },
    },
    { b: "two" },
  );
  const { output } = await states.ended(arn);
  expect(JSON.parse(output ?? "")).toEqual({ a: "two", b: 1, swapped: [1, "two"] });
  const exits = (await states.history(arn)).map((event) => event["stateExitedEventDetails"]).filter(Boolean);
  expect(exits[0]).toMatchObject({
    assignedVariables: { a: "1", b: '"two"' },
    assignedVariablesDetails: { truncated: false },
  });
  expect(exits[2]).not.toHaveProperty("assignedVariables");
});

it("takes the first choice that holds, else the default, each with its own output", async () => {
  states = openStates();
  const machine = {
    StartAt: "Choose",
    States: {
      Choose: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.n > 10 %}", Output: "large", Next: "End" },
          { Condition: "{% $states.input.n > 5 %}", Assign: { seen: true }, Next: "End" },
        ],
        Output: "small",
        Default: "End",
      },
      End: { Type: "Succeed" },
    },
  };
  const outputOf = async (n: number) =>
    (await states.ended(await states.start(machine, { n }, `n${n}`))).output;
  expect(await outputOf(11)).toBe('"large"');
  expect(await outputOf(6)).toBe('{"n":6}');
  expect(await outputOf(1)).toBe('"small"');
});

it("waits for seconds, for far more than 24.8 days, and not at all for a time that has passed", async () => {
  states = openStates();
  const day = 86_400;
  const arn = await states.start({
    StartAt: "Month",
    States: {
      Month: { Type: "Wait", Seconds: `{% ${40 * day} %}`, Next: "Past" },
      Past: { Type: "Wait", Timestamp: "2020-01-01T00:00:00Z", Next: "Offset" },
      Offset: { Type: "Wait", Timestamp: "2026-04-10T12:00:00+02:00", End: true },
    },
  });
  const began = states.clock.now();
  expect(await states.toNextTimer()).toBe(40 * day * 1000);
  expect(await states.toNextTimer()).toBe(Date.parse("2026-04-10T10:00:00Z") - (began + 40 * day * 1000));
  expect(await states.ended(arn)).toMatchObject({ status: "SUCCEEDED", output: "{}" });
});

it("shows expressions the context object, on the local clock", async () => {
  states = openStates();
  const arn = await states.start(
    {
      StartAt: "Tell",
      States: {
        Tell: {
          Type: "Pass",
          Output: ["{% $states.context %}", "{% $now() %}", "{% $millis() %}"],
          End: true,
        },
      },
    },
    { x: 1 },
  );
  const { output } = await states.ended(arn);
  expect(JSON.parse(output ?? "")).toEqual([
    {
      Execution: {
        Id: arn,
        Input: { x: 1 },
        Name: "run",
        RedriveCount: 0,
        RoleArn: ROLE,
        StartTime: "2026-03-01T09:00:00.000Z",
      },
      StateMachine: { Id: "arn:aws:states:eu-west-1:000000000000:stateMachine:machine", Name: "machine" },
      State: { Name: "Tell", EnteredTime: "2026-03-01T09:00:00.000Z" },
    },
    "2026-03-01T09:00:00.000Z",
    Date.parse("2026-03-01T09:00:00Z"),
  ]);
});
