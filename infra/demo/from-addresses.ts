import * as z from "zod";
import type { LocalUrls } from "./send-ticket.ts";
import { sendTicket } from "./send-ticket.ts";
import type { TimeLine } from "./time-line.ts";

const answer = z.object({
  accepted: z.array(z.object({ address: z.string(), words: z.array(z.string()) })),
  refused: z.array(
    z.object({
      address: z.string(),
      refusals: z.array(z.object({ reason: z.string(), way: z.string() })),
    }),
  ),
});

/** Plays step 5 of the guide: support requests two more from addresses, of which Sendworthy refuses one. */
export async function addFromAddresses(
  domain: string,
  project: string,
  urls: LocalUrls,
  timeLine: TimeLine,
): Promise<void> {
  const addresses = [`shop@${domain}`, `hello@news.${domain}`];
  const data = { ticket: "demo-addresses", project, addresses };
  const { body } = await sendTicket({ type: "from_addresses.added", data }, urls);
  timeLine.add("Support", "asks for two more from addresses, by a signed ticket", addresses.join("\n"));
  const { accepted, refused } = answer.parse(JSON.parse(body));
  for (const { address, words } of accepted) timeLine.add("Sendworthy", `takes ${address}`, words.join("\n"));
  for (const { address, refusals } of refused) {
    const lines = refusals.map(({ reason, way }) => `${reason}\n${way}`);
    timeLine.add("Sendworthy", `refuses ${address}`, lines.join("\n"));
  }
}
