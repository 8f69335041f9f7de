import type { AskAbove } from "./delegations.ts";
import type { NameServers } from "./name-servers.ts";
import type { ServerQuestions } from "./server-questions.ts";

/**
 * Makes the function that asks the zone above. Servers that hold both zones answer for the lower one, which
 * reveals no delegation.
 */
export function askingAbove(questions: ServerQuestions, servers: NameServers): AskAbove {
  return async (domain, above) => {
    for (const name of above.servers) {
      // The address of the second server is seldom needed.
      const asked = await servers.find(name);
      const { server, address, meaning } = await questions.ask(asked, domain, "NS", above.name);
      if (meaning.kind === "referral" && meaning.zone === domain) {
        const { names, glue } = meaning;
        const answer = { kind: "records", values: names.toSorted(), ttl: 0 } as const;
        return { names, glue, reply: { server, address, answer } };
      }
      // The check waits for this answer, so a server that does not answer is not asked twice.
      const isWorthAnother =
        meaning.kind === "answer" && meaning.answer.kind === "unknown" && meaning.answer.reason !== "timeout";
      if (!isWorthAnother) return undefined;
    }
    return undefined;
  };
}
