import {
  type HistoryEvent,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  SFNClient,
} from "@aws-sdk/client-sfn";
import type { Cloud } from "../local/cloud.ts";
import { localClient } from "./send-ticket.ts";

/** Counts the state transitions that AWS bills, with retries, in all executions of one onboarding. */
export async function countTransitions({ urls }: Cloud, onboardingId: string): Promise<number> {
  const client = new SFNClient(localClient(urls.aws));
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  let transitions = 0;
  for (const { stateMachineArn } of stateMachines) {
    const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    for (const { executionArn, name } of executions) {
      if (!name?.startsWith(onboardingId)) continue;
      for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn })) {
        transitions += transitionsIn(events);
      }
    }
  }
  return transitions;
}

/** Counts each entered state, and each repeated scheduling of a task. */
function transitionsIn(events: readonly HistoryEvent[]): number {
  const count = (suffix: string): number => events.filter(({ type }) => type?.endsWith(suffix)).length;
  return count("StateEntered") + count("TaskScheduled") - count("TaskStateEntered");
}
