import { printable } from "#core/names/printable";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import {
  type EventsFor,
  type EventType,
  isPerson,
  type Reader,
  type Recipient,
} from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import type { MailDelivery } from "../mail-delivery.ts";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { CUSTOMER_TEMPLATES, type CustomerContext } from "./customer-templates.ts";
import { DNS_CONTACT_TEMPLATES } from "./dns-contact-templates.ts";
import { html } from "./html.ts";
import { plainText } from "./plain-text.ts";
import { OPS_TEMPLATES, type StaffContext, TICKET_TEMPLATES } from "./staff-templates.ts";

/** A rendered message; the plain text holds all that the HTML does. */
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
  /** Used only in messages to the ticket and operations. */
  readonly deliveries?: readonly MailDelivery[];
}

type TemplateContext = CustomerContext & StaffContext;

/** A template for each notice of each event; the type makes the compiler report one that is missing. */
const TEMPLATES: {
  readonly [R in Reader]: Readonly<Record<EventsFor<R>, (context: TemplateContext) => MessageTemplate>>;
} = {
  customer: CUSTOMER_TEMPLATES,
  "dns-contact": DNS_CONTACT_TEMPLATES,
  ticket: TICKET_TEMPLATES,
  ops: OPS_TEMPLATES,
};

type Templates = Partial<Record<EventType, (context: TemplateContext) => MessageTemplate>>;

/** Builds the message of a notice, from the onboarding as it is at the time of sending. */
export function messageFor(context: MessageContext): Message {
  return renderMessage(templateFor(context));
}

/** Builds the message of a notice before it is rendered as mail, comment or plain text. */
export function templateFor({ notice, deliveries = [], ...context }: MessageContext): MessageTemplate {
  const templates: Partial<Record<Recipient, Templates>> = TEMPLATES;
  const template = templates[notice.recipient]?.[context.event.type];
  if (template === undefined)
    throw new Error(`There is no message about ${context.event.type} to ${notice.recipient}`);
  const { subject, blocks } = template({ ...context, deliveries });
  return { subject, blocks: isPerson(notice.recipient) ? withGreeting(blocks) : blocks };
}

function withGreeting(blocks: readonly Block[]): Block[] {
  return [paragraph(WORDS.hello), ...blocks, paragraph(WORDS.reply)];
}

/** Renders a template as the plain text and HTML of a mail. */
export function renderMessage({ subject, blocks }: MessageTemplate): Message {
  const printed = printable(subject, 200);
  return { subject: printed, text: plainText(blocks), html: html({ subject: printed, blocks }) };
}
