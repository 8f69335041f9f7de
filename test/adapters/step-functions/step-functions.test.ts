import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { sfnExecutions } from "#adapters/step-functions/executions";
import { TransientServiceError } from "#core/errors";

const MACHINE = "arn:aws:states:eu-west-1:000000000000:stateMachine:onboarding";
const client = new SFNClient({ region: "eu-west-1" });
const mock = mockClient(client);
const named = (name: string): Error => Object.assign(new Error(name), { name });

beforeEach(() => mock.reset());

describe("resuming an execution", () => {
  it("answers the token with an empty output, because each state reads the item itself", async () => {
    mock.on(SendTaskSuccessCommand).resolves({});
    await sfnExecutionResumer(client).resume("token");
    expect(mock.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: "token",
      output: "{}",
    });
  });

  it.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])(
    "takes %s for somebody who was faster",
    async (name) => {
      mock.on(SendTaskSuccessCommand).rejects(named(name));
      await expect(sfnExecutionResumer(client).resume("token")).resolves.toBeUndefined();
    },
  );

  it("lets everything else through", async () => {
    mock.on(SendTaskSuccessCommand).rejects(named("ThrottlingException"));
    await expect(sfnExecutionResumer(client).resume("token")).rejects.toThrow(TransientServiceError);
    mock.on(SendTaskSuccessCommand).rejects(named("AccessDeniedException"));
    await expect(sfnExecutionResumer(client).resume("token")).rejects.toThrow("AccessDeniedException");
  });

  it("never has a token in what it throws", async () => {
    mock.on(SendTaskSuccessCommand).rejects(named("ThrottlingException"));
    const thrown = await sfnExecutionResumer(client)
      .resume("the-secret-token")
      .catch((error: Error) => `${error.message}${String(error.cause)}`);
    expect(thrown).not.toContain("the-secret-token");
  });
});

describe("starting", () => {
  it("names the execution", async () => {
    mock.on(StartExecutionCommand).resolves({});
    await sfnExecutionStarter(client, MACHINE).start("onb_1-1", "{}");
    expect(mock.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: MACHINE,
      name: "onb_1-1",
      input: "{}",
    });
  });

  it("is no failure if the name ran before: the caller reads again", async () => {
    mock.on(StartExecutionCommand).rejects(named("ExecutionAlreadyExists"));
    await expect(sfnExecutionStarter(client, MACHINE).start("onb_1-1", "{}")).resolves.toBeUndefined();
  });

  it("lets everything else through", async () => {
    mock.on(StartExecutionCommand).rejects(named("ThrottlingException"));
    await expect(sfnExecutionStarter(client, MACHINE).start("onb_1-1", "{}")).rejects.toThrow(
      TransientServiceError,
    );
    mock.on(StartExecutionCommand).rejects(named("StateMachineDoesNotExist"));
    await expect(sfnExecutionStarter(client, MACHINE).start("onb_1-1", "{}")).rejects.toThrow(
      "StateMachineDoesNotExist",
    );
  });
});

describe("reading an execution", () => {
  it.each([
    ["RUNNING", "running"],
    ["PENDING_REDRIVE", "running"],
    ["SUCCEEDED", "succeeded"],
    ["FAILED", "dead"],
    ["TIMED_OUT", "dead"],
    ["ABORTED", "dead"],
  ] as const)("%s is %s", async (status, state) => {
    mock.on(DescribeExecutionCommand).resolves({ status });
    expect(await sfnExecutions(client, MACHINE).stateOf("onb_1-1")).toBe(state);
    expect(mock.commandCalls(DescribeExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn: "arn:aws:states:eu-west-1:000000000000:execution:onboarding:onb_1-1",
    });
  });

  it("distinguishes an execution that never started from a failed call", async () => {
    mock.on(DescribeExecutionCommand).rejects(named("ExecutionDoesNotExist"));
    expect(await sfnExecutions(client, MACHINE).stateOf("onb_1-1")).toBe("absent");
    mock.on(DescribeExecutionCommand).rejects(named("ThrottlingException"));
    await expect(sfnExecutions(client, MACHINE).stateOf("onb_1-1")).rejects.toThrow(TransientServiceError);
  });
});
