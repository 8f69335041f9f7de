import type { DnsEgress, EgressAnswer } from "#core/deployment-ports";
import { broken, type Check, ok, warning } from "../check.ts";

const TRANSPORTS = ["UDP", "TCP"] as const;

/** Whether questions to name servers leave from where the functions run, and answers come back. */
export async function checkDns({ ask }: DnsEgress): Promise<Check[]> {
  const answers = await ask();
  return TRANSPORTS.map((transport) => checkTransport(transport, answers));
}

function checkTransport(transport: EgressAnswer["transport"], answers: readonly EgressAnswer[]): Check {
  const subject = `DNS over ${transport}`;
  const asked = answers.filter((answer) => answer.transport === transport);
  const silent = asked.filter(({ isHeard }) => !isHeard).map(({ role, server }) => `${role} ${server}`);
  const hasRoot = asked.some(({ role }) => role === "root server");
  if (silent.length === 0 && hasRoot) return ok(subject, `${asked.length} servers answer`);
  const isDeaf = asked.every(({ isHeard }) => !isHeard) || !hasRoot;
  const said = silent.length === 0 ? "no resolver names a root server" : `silent: ${silent.join(", ")}`;
  const todo = `Let ${transport} out to port 53, and choose resolvers (DnsResolvers) that answer.`;
  return isDeaf ? broken(subject, said, todo) : warning(subject, said, todo);
}
