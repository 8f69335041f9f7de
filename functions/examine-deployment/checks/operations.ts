import type { Alarms, OpsSubscriptions, QueueDepths, StateMachineReader } from "#core/deployment-ports";
import { parseEmailAddress } from "#core/names/email-address";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem, warning } from "../check.ts";

const { text } = textsIn("en");

/** Checks that the operations topic has a confirmed subscription. */
export async function checkSubscriptions({ list }: OpsSubscriptions): Promise<Check> {
  const subject = "Operations topic";
  const subscriptions = await list();
  const pending = subscriptions.filter(({ isConfirmed }) => !isConfirmed);
  if (subscriptions.length === 0)
    return problem(
      subject,
      text("operators.doctor.topic.nobody"),
      text("operators.doctor.topic.nobody.todo"),
    );
  if (pending.length === 0)
    return ok(subject, text("operators.doctor.topic.confirmed", { count: subscriptions.length }));
  const todo = text("operators.doctor.topic.pending.todo");
  const status = text("operators.doctor.topic.pending", {
    addresses: pending.map(({ endpoint }) => endpoint).join(", "),
  });
  return pending.length === subscriptions.length
    ? problem(subject, status, todo)
    : warning(subject, status, todo);
}

/** Checks the address for alarms and notices before the topic exists. */
export function checkOpsAddress(opsAddress: string): Check {
  const subject = "Operations address";
  if (parseEmailAddress(opsAddress) !== undefined)
    return ok(subject, text("operators.doctor.address.mailed", { address: opsAddress }));
  return problem(
    subject,
    opsAddress === ""
      ? text("operators.doctor.address.none")
      : text("operators.doctor.address.wrong", { address: opsAddress }),
    text("operators.doctor.address.todo"),
  );
}

/** Checks that the dead-letter queues are empty; `queues` holds their URLs by logical id. */
export async function checkDeadLetters(
  { depth }: QueueDepths,
  queues: Readonly<Record<string, string>>,
): Promise<Check[]> {
  return Promise.all(
    Object.entries(queues).map(async ([queue, url]) => {
      const waiting = await depth(url);
      return waiting === 0
        ? ok(queue, text("operators.doctor.queue.empty"))
        : warning(
            queue,
            text("operators.doctor.queue.waiting", { count: waiting }),
            text("operators.doctor.queue.todo", { anchor: queue.toLowerCase() }),
          );
    }),
  );
}

/** Checks that no alarm is in the state ALARM. */
export async function checkAlarms({ firing }: Alarms): Promise<Check> {
  const names = await firing();
  return names.length === 0
    ? ok("Alarms", text("operators.doctor.alarms.none"))
    : warning(
        "Alarms",
        text("operators.doctor.alarms.firing", { names: names.join(", ") }),
        text("operators.doctor.alarms.todo"),
      );
}

/** Checks that the state machine exists. */
export async function checkMachine({ exists }: StateMachineReader): Promise<Check> {
  return (await exists())
    ? ok("State machine", text("operators.doctor.machine.there"))
    : problem("State machine", text("operators.doctor.machine.none"), text("operators.doctor.machine.todo"));
}
