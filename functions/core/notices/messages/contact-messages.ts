import { isAwaiting } from "#core/onboarding/changes/signals";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type MessageContent, paragraph, setupButton } from "./block.ts";
import { invitationToContact } from "./invitation.ts";

/** The facts for a message about the contacts of an onboarding. */
interface ContactContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly setupUrl: string;
  readonly texts: Texts;
}

/** Builds the message to the new DNS contact, with the records if they still have to be published. */
export function contactWelcome(context: ContactContext): MessageContent {
  const { onboarding, setupUrl, texts } = context;
  const { identity: domain, requester, records } = onboarding;
  if (isAwaiting(onboarding) && records.length > 0) return invitationToContact(context);
  return {
    subject: texts.text("contact.subject", { domain }),
    blocks: [paragraph(texts.text("contact.body", { domain, requester })), setupButton(setupUrl, texts)],
  };
}

/**
 * Builds the message to the requester about a change of the DNS contact. It has a new link if a former
 * contact knew the old one.
 */
export function contactChanged({ onboarding, event, setupUrl, texts }: ContactContext): MessageContent {
  const { text } = texts;
  const { identity: domain, dnsContact: contact } = onboarding;
  const former = formerContact(onboarding, event);
  return {
    subject: text("contact.customer.subject", { domain }),
    blocks: [
      paragraph(
        contact === undefined
          ? text("contact.customer.none", { domain })
          : text("contact.customer.new", { contact, domain }),
      ),
      ...(former === undefined ? [] : [paragraph(text("contact.customer.link", { former }))]),
      setupButton(setupUrl, texts),
      paragraph(text("contact.customer.unexpected")),
    ],
  };
}

/** Builds the message to a DNS contact who was replaced; it contains no link. */
export function contactFarewell({ onboarding, texts }: ContactContext): MessageContent {
  const { identity: domain } = onboarding;
  return {
    subject: texts.text("contact.former.subject", { domain }),
    blocks: [paragraph(texts.text("contact.former.body", { domain }))],
  };
}

/** Builds the mail that hands the records to an address entered on the set-up page. */
export function handedOff(context: ContactContext): MessageContent {
  const { onboarding, event, texts } = context;
  const { requester, handOffs = [] } = onboarding;
  const until = handOffs.find(({ at }) => at === event.at)?.until ?? event.at;
  const { subject, blocks } = invitationToContact(context);
  return { subject, blocks: [...blocks, paragraph(texts.text("handed-off.own-link", { until, requester }))] };
}

/** Builds the answer in the ticket about a change of the DNS contact. */
export function contactForTicket({
  onboarding,
  texts,
}: Pick<ContactContext, "onboarding" | "texts">): MessageContent {
  const { text } = texts;
  const { identity: domain, dnsContact: contact, requester } = onboarding;
  return {
    subject: text("contact.customer.subject", { domain }),
    blocks: [
      paragraph(
        contact === undefined
          ? text("contact.ticket.none", { domain, requester })
          : text("contact.ticket.new", { contact, domain }),
      ),
    ],
  };
}

function formerContact({ formerContacts = [] }: Onboarding, { at }: OnboardingEvent): string | undefined {
  return formerContacts.find(({ replacedAt }) => replacedAt === at)?.address;
}
