import type { DnsEgress, EgressAnswer } from "#core/deployment-ports";
import { type Check, ok, problem, warning } from "../check.ts";

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
  const hasRoot = asked.some(({ role }) => role === "root server");
  if (unanswered.length === 0 && hasRoot) return ok(subject, `${asked.length} servers answer`);
  const isBlocked = asked.every(({ isHeard }) => !isHeard) || !hasRoot;
  const status =
    unanswered.length === 0 ? "no resolver names a root server" : `silent: ${unanswered.join(", ")}`;
  const todo = `Let ${transport} out to port 53, and choose resolvers (DnsResolvers) that answer.`;
  return isBlocked ? problem(subject, status, todo) : warning(subject, status, todo);
}
