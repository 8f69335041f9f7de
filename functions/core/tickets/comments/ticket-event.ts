import * as z from "zod";
import { ticketId } from "../reading/read-ticket.ts";
import { tagList } from "../reading/tags.ts";
import { linesOf } from "../reading/text-lines.ts";
import type { Author, TicketComment } from "./interpret-comment.ts";

/** An event in a ticket after its request. */
export type TicketEvent =
  | { readonly type: "ticket.commented"; readonly ticket: string; readonly comment: TicketComment }
  | { readonly type: "ticket.tagged"; readonly ticket: string; readonly tags: readonly string[] }
  | { readonly type: "ticket.merged"; readonly ticket: string; readonly into: string }
  | { readonly type: "ticket.reopened"; readonly ticket: string }
  | { readonly type: "ticket.deleted"; readonly ticket: string };

const AUTHORS = [
  "customer",
  "participant",
  "agent",
  "sendworthy",
  "automatic",
] as const satisfies readonly Author[];

/** An event in a body that the deployer composed as docs/intake.md describes. */
const composed = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("commented"),
    comment: z.object({ text: z.unknown(), author: z.enum(AUTHORS) }),
  }),
  z.object({ event: z.literal("tagged"), tags: tagList }),
  z.object({ event: z.literal("merged"), into: ticketId }),
  z.object({ event: z.literal("reopened") }),
  z.object({ event: z.literal("deleted") }),
]);

/** Reads an event from a body that the deployer composed; `undefined` if it contains none. */
export function composedEvent(payload: unknown, ticket: string): TicketEvent | undefined {
  const { data } = composed.safeParse(payload);
  switch (data?.event) {
    case "commented":
      return commented(ticket, data.comment.author, data.comment.text);
    case "tagged":
      return { type: "ticket.tagged", ticket, tags: data.tags };
    case "merged":
      return { type: "ticket.merged", ticket, into: data.into };
    case "reopened":
      return { type: "ticket.reopened", ticket };
    case "deleted":
      return { type: "ticket.deleted", ticket };
    case undefined:
      return undefined;
  }
}

/** Makes a comment from plain text, HTML or an Atlassian document. */
export function commented(ticket: string, author: Author, text: unknown): TicketEvent {
  return { type: "ticket.commented", ticket, comment: { author, text: linesOf(text).join("\n") } };
}
