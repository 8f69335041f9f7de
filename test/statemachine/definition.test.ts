import { existsSync } from "node:fs";
import aslValidator from "asl-validator";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { REFUSALS } from "#core/onboarding/executions";
import { examineDefinition } from "../../infra/local/step-functions/parse-definition.ts";
import { REPOSITORY } from "../support/deployment.ts";
import {
  calledFunction,
  DEFINITION,
  DEFINITION_TEXT,
  isWait,
  STATES,
  type State,
  successors,
  TASKS,
} from "../support/state-machine.ts";

const WAITS = TASKS.filter(([, task]) => isWait(task));
const ORDINARY = TASKS.filter(([, task]) => !isWait(task));

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) yield* stringsIn(child);
  }
}

const retried = ({ Retry }: State) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals);

describe("the definition", () => {
  it("is a definition in JSONata before its placeholders are filled", () => {
    expect(DEFINITION.QueryLanguage).toBe("JSONata");
    const { isValid, errorsText } = aslValidator(JSON.parse(DEFINITION_TEXT));
    expect(isValid, errorsText()).toBe(true);
  });

  it("uses only features that the local engine has", () => {
    expect(examineDefinition(DEFINITION_TEXT)).not.toHaveProperty("diagnostics");
  });

  it("has expressions that compile", () => {
    const marked = [...stringsIn(DEFINITION)].filter((text) => /\{%|%\}/.test(text));
    expect(marked.length).toBeGreaterThan(0);
    for (const text of marked) {
      const [, expression] = /^\{%(.*)%\}$/s.exec(text) ?? [];
      expect(expression, text).toBeDefined();
      expect(() => jsonata(expression ?? ""), text).not.toThrow();
    }
  });

  it("reaches every state, and ends after each", () => {
    const reached = new Set([DEFINITION.StartAt]);
    for (const name of reached) {
      const state = DEFINITION.States[name];
      if (state === undefined) throw new Error(`there is no state ${name}`);
      for (const next of successors(state)) reached.add(next);
    }
    expect([...reached].sort()).toEqual(STATES.map(([name]) => name).sort());

    const ending = new Set(
      STATES.filter(([, { Type, End }]) => End === true || ["Succeed", "Fail"].includes(Type)).map(
        ([name]) => name,
      ),
    );
    for (let before = -1; before < ending.size; ) {
      before = ending.size;
      for (const [name, state] of STATES)
        if (successors(state).some((next) => ending.has(next))) ending.add(name);
    }
    expect([...ending].sort()).toEqual([...reached].sort());
  });
});

// The Amazon States Language has no references, so each task repeats the same retriers.
it("retries every task in the same way", () => {
  const [first, ...others] = TASKS.map(([, { Retry }]) => Retry);
  expect(others).toHaveLength(5);
  for (const one of others) expect(one).toEqual(first);
});

describe.each(TASKS)("the task %s", (name, task) => {
  it("calls the function that has its name", () => {
    const called = calledFunction(task);
    expect(called).toBe(`${name}Function`);
    const kebab = called
      .replace(/Function$/, "")
      .replaceAll(/(?!^)[A-Z]/g, "-$&")
      .toLowerCase();
    expect(existsSync(`${REPOSITORY}/functions/${kebab}/handler.ts`)).toBe(true);
  });

  it("has a time-out and retries with full jitter", () => {
    expect(task.TimeoutSeconds).toBeDefined();
    expect(task.Retry).not.toEqual([]);
    for (const retrier of task.Retry) {
      expect(retrier).toMatchObject({ JitterStrategy: "FULL", MaxDelaySeconds: expect.any(Number) });
    }
  });

  it("retries named errors only, so that what is unexpected stays redrivable", () => {
    expect(retried(task).filter((error) => error.startsWith("States."))).toEqual([]);
  });

  it("is given the onboarding and the time, and passes on no more than its result", () => {
    expect(task.Arguments?.["Payload"]).toMatchObject({
      onboardingId: "{% $states.context.Execution.Input.onboardingId %}",
      attempt: "{% $states.context.Execution.Input.attempt %}",
      now: "{% $sort([$states.context.State.EnteredTime, $states.context.Execution.RedriveTime])[-1] %}",
    });
    expect(task["Output"]).toEqual(isWait(task) ? {} : "{% $states.result.Payload %}");
  });
});

describe("waits", () => {
  it.each(WAITS)(
    "%s continues after its time-out as after a signal; its only other way out is a refusal",
    (_, task) => {
      expect(task.Catch.map(({ ErrorEquals, Next }) => ({ ErrorEquals, Next }))).toEqual([
        { ErrorEquals: ["States.Timeout"], Next: task.Next },
        ...Object.values(REFUSALS).map((error) => ({ ErrorEquals: [error], Next: expect.any(String) })),
      ]);
      expect(task.TimeoutSeconds).toBe("{% $states.input.waitSeconds %}");
    },
  );

  it.each(WAITS)("%s has the number of its wait", (_, task) => {
    expect(task.Arguments?.["Payload"]).toMatchObject({
      round: "{% $round %}",
      retry: "{% $states.context.State.RetryCount %}",
      token: "{% $states.context.Task.Token %}",
    });
  });
});

/**
 * The tasks that a redriven execution may enter when the onboarding is over; other tasks have an outcome for
 * that.
 */
const ENDING_BY_NAME = ["ConfigureProject", "NotifyOps"];

it.each(ORDINARY)(
  "%s catches at most the error that the onboarding is over; other outcomes are values",
  (name, task) => {
    const over = { ErrorEquals: ["OnboardingOverError"], Output: {}, Next: "Closed" };
    expect(task.Catch).toEqual(ENDING_BY_NAME.includes(name) ? [over] : []);
    expect(task.TimeoutSeconds).toEqual(expect.any(Number));
  },
);
