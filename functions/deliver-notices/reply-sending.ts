import type { Configuration } from "#core/deployment-settings";
import type { HelpDesk } from "#core/notices/channels";
import { ticketReplyTemplate } from "#core/notices/messages/ticket-reply-template";
import type { Source } from "#core/onboarding/ticket-source";
import type { TicketReply } from "#core/tickets/ticket-reply";
import { statusAfterReply, tagsOf } from "#core/tickets/ticket-status";
import type { Sending } from "./sending.ts";

/** The dependencies of ticket replies. */
export interface ReplySendingDeps {
  helpDesk(source: Source): Promise<HelpDesk>;
  helpDeskSettings(): Promise<Configuration["helpDesks"]>;
}

/** Returns how to send the answer to a ticket that has no onboarding. */
export function replySending(pk: string, reply: TicketReply, deps: ReplySendingDeps): Sending {
  const { noticeId, forgetAt } = reply;
  return {
    ...{ pk, forgetAt },
    notice: { noticeId, recipient: "ticket" },
    async send(isRetry) {
      await send(reply, isRetry, deps);
      return undefined;
    },
  };
}

async function send(reply: TicketReply, isRetry: boolean, deps: ReplySendingDeps): Promise<void> {
  const { source, ticket, noticeId, content } = reply;
  const status = statusAfterReply(content);
  const settings = (await deps.helpDeskSettings())[source];
  const desk = await deps.helpDesk(source);
  await desk.answer({
    ...{ noticeId, ticket, isRetry },
    visibility: content.about === "team" ? "internal" : "public",
    template: ticketReplyTemplate(reply, settings?.labels),
    ...(status !== undefined && { status }),
    tags: tagsOf(content.about),
    conversation: `${source}-${ticket}`,
  });
}
