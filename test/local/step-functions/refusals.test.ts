import { afterEach, beforeEach, expect, it } from "vitest";
import { openStates, ROLE } from "./local-states.ts";

let states: ReturnType<typeof openStates>;
beforeEach(() => {
  states = openStates();
});
afterEach(() => states.close());

const greeting = { StartAt: "Greet", States: { Greet: { Type: "Pass", Output: "hi", End: true } } };
const text = (definition: object) => JSON.stringify({ QueryLanguage: "JSONata", ...definition });
const MACHINE = "arn:aws:states:eu-west-1:000000000000:stateMachine:machine";

it.each<[string, string, object, string, string]>([
  [
    "an unknown operation",
    "Dance",
    {},
    "UnknownOperationException",
    "The operation 'Dance' is not supported",
  ],
  [
    "no ARN",
    "DescribeExecution",
    { executionArn: "nonsense" },
    "InvalidArn",
    "Invalid Arn: 'Invalid ARN prefix: nonsense'",
  ],
  [
    "an absent execution",
    "GetExecutionHistory",
    { executionArn: MACHINE.replace("stateMachine", "execution") },
    "ExecutionDoesNotExist",
    `Execution Does Not Exist: '${MACHINE.replace("stateMachine", "execution")}'`,
  ],
  [
    "an absent machine",
    "StartExecution",
    { stateMachineArn: MACHINE },
    "StateMachineDoesNotExist",
    `State Machine Does Not Exist: '${MACHINE}'`,
  ],
  [
    "a missing member",
    "DescribeExecution",
    {},
    "ValidationException",
    "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null",
  ],
  [
    "too large a page",
    "ListStateMachines",
    { maxResults: 1001 },
    "ValidationException",
    "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
  ],
  [
    "a status there is not",
    "ListExecutions",
    { stateMachineArn: MACHINE, statusFilter: "succeeded" },
    "ValidationException",
    "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
  ],
  [
    "an Express machine",
    "CreateStateMachine",
    { name: "fast", type: "EXPRESS", roleArn: ROLE, definition: text(greeting) },
    "StateMachineTypeNotSupported",
    "Type 'EXPRESS' is not supported by the local engine, only 'STANDARD'",
  ],
])("refuses %s in AWS's words", async (_what, operation, input, type, message) => {
  expect(await states.call(operation, input)).toEqual({ __type: type, message, status_: 400 });
});

it.each([
  [
    "not json",
    "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  ],
  ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  ["", "Invalid execution input."],
])("refuses the input %s", async (input, problem) => {
  states.deploy("machine", text(greeting), ROLE);
  expect(await states.call("StartExecution", { stateMachineArn: MACHINE, input })).toMatchObject({
    __type: "InvalidExecutionInput",
    message: `Invalid State Machine Execution Input: '${problem}'`,
  });
  const named = await states.call("StartExecution", { stateMachineArn: MACHINE, name: "two words" });
  expect(named).toMatchObject({ __type: "InvalidName", message: "Invalid Name: 'two words'" });
});
