import type { HelpDesk, Mail, Mailer } from "#core/notices/channels";
import { paragraph } from "#core/notices/messages/block";
import { renderMessage } from "#core/notices/messages/message";
import { textsIn } from "#core/words/texts";

/** Answers by mail: every desk accepts mail, and finds the ticket by the number in the subject. */
export function mailedHelpDesk(
  mailer: Mailer,
  supportAddress: string,
  threadOf: (conversation: string) => Mail["thread"],
): HelpDesk {
  return {
    answer({ noticeId, template, status, conversation }) {
      // A mail cannot close a ticket.
      const closable =
        status === "solved" ? [paragraph(textsIn(template.language).text("ticket.closable"))] : [];
      const letter = renderMessage({ ...template, blocks: [...template.blocks, ...closable] });
      const thread = threadOf(conversation);
      // Help desks suspend mail that is marked as automatic:
      // https://support.zendesk.com/hc/en-us/articles/4408828416282-Causes-for-ticket-suspension
      return mailer.send({ noticeId, to: supportAddress, ...letter, automatic: false, thread });
    },
  };
}
