import { afterEach, beforeEach, expect, it } from "vitest";
import { openStates, ROLE, waitingTask } from "./local-states.ts";

let states: ReturnType<typeof openStates>;
beforeEach(() => {
  states = openStates();
});
afterEach(() => states.close());

const greeting = { StartAt: "Greet", States: { Greet: { Type: "Pass", Output: "hi", End: true } } };
const sleeping = { StartAt: "Sleep", States: { Sleep: { Type: "Wait", Seconds: 60, End: true } } };
const text = (definition: object) => JSON.stringify({ QueryLanguage: "JSONata", ...definition });
const MACHINE = "arn:aws:states:eu-west-1:000000000000:stateMachine:machine";

it("gives the same execution again while it runs with the same input, and refuses the name otherwise", async () => {
  const arn = await states.start(sleeping, { n: 1 });
  const again = (input: string) =>
    states.call("StartExecution", { stateMachineArn: MACHINE, name: "run", input });
  const taken = {
    __type: "ExecutionAlreadyExists",
    message: `Execution Already Exists: '${arn}'`,
    status_: 400,
  };
  expect(await again('{"n":1}')).toMatchObject({ executionArn: arn, status_: 200 });
  expect(await again('{"n":2}')).toEqual(taken);
  await states.toNextTimer();
  await states.ended(arn);
  expect(await again('{"n":1}')).toEqual(taken);
});

it("describes an execution with exactly the fields AWS has", async () => {
  const arn = await states.start(greeting);
  const ended = await states.ended(arn);
  expect(ended).toEqual({
    executionArn: arn,
    input: "{}",
    inputDetails: { included: true },
    name: "run",
    output: '"hi"',
    outputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    startDate: states.clock.now() / 1000,
    stateMachineArn: MACHINE,
    status: "SUCCEEDED",
    status_: 200,
    stopDate: states.clock.now() / 1000,
  });
});

it("aborts an execution, with an event that has no cause", async () => {
  const arn = await states.start(sleeping);
  await states.call("StopExecution", { executionArn: arn, error: "Enough", cause: "for today" });
  expect(await states.describe(arn)).toMatchObject({
    status: "ABORTED",
    error: "Enough",
    cause: "for today",
  });
  expect((await states.history(arn)).at(-1)).toMatchObject({
    type: "ExecutionAborted",
    previousEventId: 0,
    executionAbortedEventDetails: { error: "Enough", cause: "for today" },
  });
});

it("times a whole execution out, without error and cause", async () => {
  const arn = await states.start({ ...sleeping, TimeoutSeconds: 3 });
  expect(await states.toNextTimer()).toBe(3_000);
  const ended = await states.ended(arn);
  expect(ended).toMatchObject({ status: "TIMED_OUT", redriveStatus: "REDRIVABLE" });
  expect(ended).not.toHaveProperty("error");
  expect((await states.history(arn)).at(-1)).toMatchObject({
    type: "ExecutionTimedOut",
    previousEventId: 0,
    executionTimedOutEventDetails: { error: "States.Timeout" },
  });
});

it("redrives from the state that failed, once per client token", async () => {
  await states.close();
  let attempts = 0;
  states = openStates({
    invoke: () => {
      attempts += 1;
      return attempts === 1
        ? { functionError: { errorType: "First", errorMessage: "" } }
        : { payload: attempts };
    },
  });
  const work = {
    ...waitingTask(),
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: { FunctionName: "work" },
  };
  const machine = { StartAt: "Before", States: { Before: { Type: "Pass", Next: "Work" }, Work: work } };
  const arn = await states.start(machine);
  expect(await states.ended(arn)).toMatchObject({ error: "First", redriveStatus: "REDRIVABLE" });
  const redrive = () => states.call("RedriveExecution", { executionArn: arn, clientToken: "once" });
  const first = await redrive();
  expect(first).toEqual({ redriveDate: states.clock.now() / 1000, status_: 200 });
  const ended = await states.ended(arn);
  expect(ended).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, redriveDate: first["redriveDate"] });
  expect(ended).not.toHaveProperty("error");
  expect(await redrive()).toEqual(first);
  expect(attempts).toBe(2);
  const events = (await states.history(arn)).map(({ id, previousEventId, type }) => [
    id,
    previousEventId,
    type,
  ]);
  expect(events.slice(3)).toEqual([
    [4, 3, "TaskStateEntered"],
    [5, 4, "TaskScheduled"],
    [6, 5, "TaskStarted"],
    [7, 6, "TaskFailed"],
    [8, 7, "ExecutionFailed"],
    [9, 8, "ExecutionRedriven"],
    [10, 4, "TaskScheduled"],
    [11, 10, "TaskStarted"],
    [12, 11, "TaskSucceeded"],
    [13, 12, "TaskStateExited"],
    [14, 13, "ExecutionSucceeded"],
  ]);
  expect(await states.call("RedriveExecution", { executionArn: arn })).toMatchObject({
    __type: "ExecutionNotRedrivable",
    message: "Execution is SUCCEEDED and cannot be redriven",
  });
});

it("no longer redrives what ended more than 14 days ago", async () => {
  const arn = await states.start({ StartAt: "No", States: { No: { Type: "Fail" } } });
  await states.ended(arn);
  states.clock.advance(15 * 86_400_000);
  expect(await states.describe(arn)).toMatchObject({
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "Execution redrivable period exceeded",
  });
});

it("lists executions newest first, by status and by page", async () => {
  for (const name of ["a", "b", "c"]) await states.ended(await states.start(greeting, {}, name));
  const list = (also: object) => states.call("ListExecutions", { stateMachineArn: MACHINE, ...also });
  const first = await list({ maxResults: 2 });
  expect(first["executions"]).toMatchObject([{ name: "c", status: "SUCCEEDED" }, { name: "b" }]);
  const second = await list({ maxResults: 2, nextToken: first["nextToken"] });
  expect(second["executions"]).toMatchObject([{ name: "a" }]);
  expect(second).not.toHaveProperty("nextToken");
  expect(await list({ statusFilter: "RUNNING" })).toMatchObject({ executions: [] });
});

it("pages a history in both directions, with or without data", async () => {
  const arn = await states.start(greeting);
  await states.ended(arn);
  const read = (also: object) =>
    states.call("GetExecutionHistory", { executionArn: arn, maxResults: 3, ...also });
  const first = await read({ reverseOrder: true, includeExecutionData: false });
  expect(first["events"]).toMatchObject([{ id: 4 }, { id: 3 }, { id: 2 }]);
  expect(JSON.stringify(first)).not.toContain("hi");
  const second = await read({ reverseOrder: true, nextToken: first["nextToken"] });
  expect(second).toMatchObject({ events: [{ id: 1 }] });
  expect(await read({ nextToken: "bm9uZQ" })).toMatchObject({ __type: "InvalidToken" });
});

it("creates a machine once, however often it is asked to", async () => {
  const create = (definition: object, roleArn = ROLE) =>
    states.call("CreateStateMachine", { name: "machine", definition: text(definition), roleArn });
  const created = await create(greeting);
  states.clock.advance(5_000);
  expect(await create(greeting, `${ROLE}2`)).toEqual(created);
  expect(await create(sleeping)).toMatchObject({
    __type: "StateMachineAlreadyExists",
    message: `State Machine Already Exists: '${MACHINE}'`,
  });
  expect(await states.call("DescribeStateMachine", { stateMachineArn: MACHINE })).toEqual({
    creationDate: created["creationDate"],
    definition: text(greeting),
    encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    loggingConfiguration: { includeExecutionData: false, level: "OFF" },
    name: "machine",
    roleArn: ROLE,
    stateMachineArn: MACHINE,
    status: "ACTIVE",
    status_: 200,
    tracingConfiguration: { enabled: false },
    type: "STANDARD",
  });
});

it("lets a running execution keep the definition it started with", async () => {
  const arn = await states.start(sleeping, {}, "old");
  const younger = await states.start(greeting, {}, "young");
  expect(await states.ended(younger)).toMatchObject({ output: '"hi"' });
  await states.toNextTimer();
  expect(await states.ended(arn)).toMatchObject({ output: "{}" });
  const described = await states.call("DescribeStateMachineForExecution", { executionArn: arn });
  expect(described).toMatchObject({ definition: text(sleeping), name: "machine" });
});

it("lists the variables that each state reads, and not those that an expression binds itself", async () => {
  const arn = await states.start({
    StartAt: "Set",
    States: {
      Set: { Type: "Pass", Assign: { limit: 2, names: ["a"], other: 1 }, Next: "Read" },
      Read: {
        Type: "Pass",
        Output: "{% ($own := $states.input; $map($names, function($name) { $name & $own & $limit })) %}",
        Next: "End",
      },
      End: { Type: "Succeed" },
    },
  });
  await states.ended(arn);
  const variables = { variableReferences: { Read: ["limit", "names"] } };
  expect(await states.call("DescribeStateMachine", { stateMachineArn: MACHINE })).toMatchObject(variables);
  expect(await states.call("DescribeStateMachineForExecution", { executionArn: arn })).toMatchObject({
    encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    ...variables,
  });
});

it("announces every status once, with the detail EventBridge gets", async () => {
  const arn = await states.start(greeting, { a: 1 });
  await states.ended(arn);
  expect(states.changes.map(({ status }) => status)).toEqual(["RUNNING", "SUCCEEDED"]);
  expect(states.changes[1]).toMatchObject({
    executionArn: arn,
    stateMachineArn: MACHINE,
    input: '{"a":1}',
    output: '"hi"',
    startDate: states.clock.now(),
    stopDate: states.clock.now(),
    error: null,
  });
});
