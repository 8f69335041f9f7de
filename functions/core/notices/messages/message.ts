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
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { CUSTOMER_TEMPLATES, type CustomerContext } from "./customer-templates.ts";
import { DNS_CONTACT_TEMPLATES } from "./dns-contact-templates.ts";
import { html } from "./html.ts";
import { plainText } from "./plain-text.ts";
import { OPS_TEMPLATES, TICKET_TEMPLATES } from "./staff-templates.ts";

/** What a notice says: the plain text alone is enough to act on. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a letter is written from. */
export interface MessageContext {
  readonly notice: Notice;
  readonly event: OnboardingEvent;
  readonly onboarding: Onboarding;
  /** Only letters to the customer and the DNS contact carry it. */
  readonly setupUrl: string;
}

/** Complete by its type: a notice without a letter does not compile. */
const TEMPLATES: {
  readonly [R in Reader]: Readonly<Record<EventsFor<R>, (matter: CustomerContext) => MessageTemplate>>;
} = {
  customer: CUSTOMER_TEMPLATES,
  "dns-contact": DNS_CONTACT_TEMPLATES,
  ticket: TICKET_TEMPLATES,
  ops: OPS_TEMPLATES,
};

type Templates = Partial<Record<EventType, (matter: CustomerContext) => MessageTemplate>>;

/** The letter of a notice, as things stand when it is sent. */
export function messageFor(matter: MessageContext): Message {
  return renderMessage(templateFor(matter));
}

/** What a notice says, before it is laid out for the place where it is read. */
export function templateFor({ notice, event, onboarding, setupUrl }: MessageContext): MessageTemplate {
  const drafts: Partial<Record<Recipient, Templates>> = TEMPLATES;
  const compose = drafts[notice.recipient]?.[event.type];
  if (compose === undefined) throw new Error(`Nobody says ${event.type} to ${notice.recipient}`);
  const { subject, blocks } = compose({ onboarding, event, setupUrl });
  return { subject, blocks: isPerson(notice.recipient) ? personal(blocks) : blocks };
}

function personal(blocks: readonly Block[]): Block[] {
  return [paragraph(WORDS.hello), ...blocks, paragraph(WORDS.reply)];
}

/** A draft as a mail has it. */
export function renderMessage({ subject, blocks }: MessageTemplate): Message {
  const printed = printable(subject, 200);
  return { subject: printed, text: plainText(blocks), html: html({ subject: printed, blocks }) };
}
