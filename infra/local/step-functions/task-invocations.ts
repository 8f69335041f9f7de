import type { Clock } from "../clock.ts";
import type { Execution } from "./execution.ts";
import { lambdaFailure } from "./lambda-task.ts";
import type { StepFunctionsOptions } from "./options.ts";
import type { Settled } from "./task-answers.ts";

/** The functions that run for open tasks. */
interface TaskInvocations {
  /** Invokes the function of an open task once in this process; after a kill the next process invokes it again. */
  start(execution: Execution): void;
}

/** Makes the invocations; `settle` gets the result of each. */
export function createTaskInvocations(
  clock: Clock,
  invoke: StepFunctionsOptions["invoke"],
  settle: (arn: string, scheduledEventId: number, settled: Settled) => void,
): TaskInvocations {
  /** For each execution, the event that scheduled the task whose function runs. */
  const running = new Map<string, number>();
  return {
    start({ arn, position }) {
      const { phase } = position;
      if (phase.at !== "task" || phase.submitted || running.get(arn) === phase.scheduledEventId) return;
      const { functionName, payload, scheduledEventId } = phase;
      running.set(arn, scheduledEventId);
      void clock
        .during(() => invoke(functionName, payload))
        .then(
          (outcome): Settled =>
            "functionError" in outcome ? { failure: lambdaFailure(outcome) } : { answer: outcome.payload },
          (error: unknown): Settled => ({ failure: lambdaFailure(error) }),
        )
        .then((settled) => {
          if (running.get(arn) === scheduledEventId) running.delete(arn);
          settle(arn, scheduledEventId, settled);
        });
    },
  };
}
