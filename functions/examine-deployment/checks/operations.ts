import type { Alarms, OpsSubscriptions, QueueDepths, StateMachineReader } from "#core/deployment-ports";
import { parseEmailAddress } from "#core/names/email-address";
import { type Check, ok, problem, warning } from "../check.ts";

/** Checks that the operations topic has a confirmed subscription. */
export async function checkSubscriptions({ list }: OpsSubscriptions): Promise<Check> {
  const subject = "Operations topic";
  const subscriptions = await list();
  const pending = subscriptions.filter(({ isConfirmed }) => !isConfirmed);
  if (subscriptions.length === 0)
    return problem(
      subject,
      "nobody has subscribed: alarms and notices are lost",
      "Subscribe, or deploy with an OpsAddress.",
    );
  if (pending.length === 0) return ok(subject, `${subscriptions.length} confirmed subscription(s)`);
  const todo =
    "Follow the link in the mail from AWS Notifications within two days; after that, subscribe again.";
  const status = `not confirmed: ${pending.map(({ endpoint }) => endpoint).join(", ")}`;
  return pending.length === subscriptions.length
    ? problem(subject, status, todo)
    : warning(subject, status, todo);
}

/** Checks the address that gets alarms and notices, before there is a topic. */
export function checkOpsAddress(opsAddress: string): Check {
  const subject = "Operations address";
  if (parseEmailAddress(opsAddress) !== undefined)
    return ok(subject, `${opsAddress} gets a mail from AWS Notifications to confirm`);
  return problem(
    subject,
    opsAddress === ""
      ? "there is none: alarms and notices are lost"
      : `${opsAddress} is not an e-mail address`,
    "Deploy with an OpsAddress that a person reads.",
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
        ? ok(queue, "nothing was given up")
        : warning(
            queue,
            `${waiting} dead letter(s)`,
            `docs/runbook.md#${queue.toLowerCase()}alarm says what to do.`,
          );
    }),
  );
}

/** Checks that no alarm fires. */
export async function checkAlarms({ firing }: Alarms): Promise<Check> {
  const names = await firing();
  return names.length === 0
    ? ok("Alarms", "none fires")
    : warning("Alarms", `firing: ${names.join(", ")}`, "docs/runbook.md has an entry for each.");
}

/** Checks that the state machine exists. */
export async function checkMachine({ exists }: StateMachineReader): Promise<Check> {
  return (await exists())
    ? ok("State machine", "it is there")
    : problem("State machine", "there is none: no onboarding continues", "Deploy again.");
}
