import type { AskAbove } from "./delegations.ts";
import type { NameServers } from "./name-servers.ts";
import type { ServerQuestions } from "./server-questions.ts";

/** Makes the question for a session. Servers that hold both zones answer from the lower one, and tell nothing. */
export function askingAbove(questions: ServerQuestions, servers: NameServers): AskAbove {
  return async (domain, above) => {
    for (const name of above.servers) {
      // The second one's address is hardly ever needed.
      const asked = await servers.find(name);
      const { server, address, meaning } = await questions.ask(asked, domain, "NS", above.name);
      if (meaning.kind === "referral" && meaning.zone === domain) {
        const { names, glue } = meaning;
        const answer = { kind: "records", values: names.toSorted(), ttl: 0 } as const;
        return { names, glue, told: { server, address, answer } };
      }
      // The check waits for this answer: one silence is enough.
      const isWorthAnother =
        meaning.kind === "answer" && meaning.answer.kind === "unknown" && meaning.answer.reason !== "timeout";
      if (!isWorthAnother) return undefined;
    }
    return undefined;
  };
}
