import type { DnsEgress, EgressAnswer } from "#core/deployment-ports";
import { textsIn } from "#core/words/texts";
import { type Check, ok, problem, warning } from "../check.ts";

const { text } = textsIn("en");

const TRANSPORTS = ["UDP", "TCP"] as const;

/** Checks that DNS queries from the functions are answered, over UDP and TCP. */
export async function checkDns({ ask }: DnsEgress): Promise<Check[]> {
  const answers = await ask();
  return TRANSPORTS.map((transport) => checkTransport(transport, answers));
}

function checkTransport(transport: EgressAnswer["transport"], answers: readonly EgressAnswer[]): Check {
  const subject = `DNS over ${transport}`;
  const asked = answers.filter((answer) => answer.transport === transport);
  const unanswered = asked.filter(({ isHeard }) => !isHeard).map(({ role, server }) => `${role} ${server}`);
  const hasRoot = asked.some(({ role }) => role === text("operators.doctor.dns.root"));
  if (unanswered.length === 0 && hasRoot)
    return ok(subject, text("operators.doctor.dns.answer", { count: asked.length }));
  const isBlocked = asked.every(({ isHeard }) => !isHeard) || !hasRoot;
  const status =
    unanswered.length === 0
      ? text("operators.doctor.dns.no-root")
      : text("operators.doctor.dns.silent", { servers: unanswered.join(", ") });
  const todo = text("operators.doctor.dns.todo", { transport });
  return isBlocked ? problem(subject, status, todo) : warning(subject, status, todo);
}
