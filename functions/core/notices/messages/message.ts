import type { Brand } from "#core/brand/brand";
import { printable } from "#core/names/printable";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import {
  type EventsFor,
  type EventType,
  isGuest,
  isOperator,
  isPerson,
  type Reader,
  type Recipient,
} from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import type { MailDelivery } from "../mail-delivery.ts";
import { type Block, type MessageContent, type MessageTemplate, paragraph } from "./block.ts";
import { contactFarewell, handedOff } from "./contact-messages.ts";
import { CUSTOMER_TEMPLATES, type CustomerContext } from "./customer-templates.ts";
import { DNS_CONTACT_TEMPLATES } from "./dns-contact-templates.ts";
import { html } from "./html.ts";
import { NOTE_TEMPLATES } from "./note-templates.ts";
import { OPS_TEMPLATES } from "./ops-templates.ts";
import { plainText } from "./plain-text.ts";
import { readerTexts } from "./reader-texts.ts";
import { type StaffContext, toOps } from "./staff-context.ts";
import { TICKET_TEMPLATES, toTicket } from "./ticket-templates.ts";
import { urgentBlocks } from "./urgent-blocks.ts";

/** A rendered message; the plain text contains everything that the HTML does. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The facts that a message is built from. */
export interface MessageContext {
  readonly notice: Notice;
  readonly event: OnboardingEvent;
  readonly onboarding: Onboarding;
  /** Used only in messages to the customer and the DNS contact. */
  readonly setupUrl: string;
  /** Used only in internal notes and messages to operations. */
  readonly deliveries?: readonly MailDelivery[];
}

type TemplateContext = CustomerContext & StaffContext;

/** The template of each notice of each event; the compiler reports a missing one. */
const TEMPLATES: {
  readonly [R in Reader]: Readonly<Record<EventsFor<R>, (context: TemplateContext) => MessageContent>>;
} = {
  customer: CUSTOMER_TEMPLATES,
  "dns-contact": DNS_CONTACT_TEMPLATES,
  "former-contact": { contact_changed: contactFarewell },
  "hand-off": { handed_off: handedOff },
  ticket: TICKET_TEMPLATES,
  note: NOTE_TEMPLATES,
  ops: OPS_TEMPLATES,
};

type Templates = Partial<Record<EventType, (context: TemplateContext) => MessageContent>>;

/** Builds the message of a notice from the onboarding as it is when the message is sent. */
export function messageFor(context: MessageContext): Message {
  return renderMessage(templateFor(context));
}

/** Builds the message of a notice before it is rendered as a mail, a comment or plain text. */
export function templateFor({ notice, deliveries = [], ...context }: MessageContext): MessageTemplate {
  const templates: Partial<Record<Recipient, Templates>> = TEMPLATES;
  const template = templates[notice.recipient]?.[context.event.type];
  if (template === undefined)
    throw new Error(`There is no message about ${context.event.type} to ${notice.recipient}`);
  const texts = readerTexts(notice.recipient, context.onboarding, context.event);
  const content = template({ ...context, deliveries, texts });
  return { language: texts.language, ...contentForReader(notice.recipient, content, context, texts) };
}

function contentForReader(
  recipient: Recipient,
  content: MessageContent,
  { onboarding, event }: Pick<MessageContext, "onboarding" | "event">,
  texts: Texts,
): MessageContent {
  if (isOperator(recipient)) return toOps(content);
  if (recipient === "note") return toTicket(onboarding, content);
  // A correction already begins with the urgent findings, and a former contact has nothing to do.
  const isUrgentKnown = event.type === "records_wrong" || recipient === "former-contact";
  const urgent = isUrgentKnown ? [] : urgentBlocks(onboarding, texts);
  if (!isPerson(recipient) && !isGuest(recipient))
    return toTicket(onboarding, { ...content, blocks: [...urgent, ...content.blocks] });
  return { subject: content.subject, blocks: mailBlocks(content, urgent, texts) };
}

/** Adds the headline and the closing line of every mail. */
export function mailBlocks(
  { subject, blocks }: MessageContent,
  urgent: readonly Block[],
  { text }: Texts,
): Block[] {
  return [...urgent, { kind: "headline", text: subject }, ...blocks, paragraph(text("mail.questions"))];
}

/** Renders a template as the plain text and HTML of a mail, with the brand if there is one. */
export function renderMessage(template: MessageTemplate, brand?: Brand): Message {
  const subject = printable(template.subject, 200);
  return {
    subject,
    text: plainText(template.blocks, brand),
    html: html({ ...template, subject }, brand),
  };
}
