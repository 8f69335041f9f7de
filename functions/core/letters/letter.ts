import type { Onboarding } from "#core/onboarding";
import {
  type EVENTS,
  type EventType,
  isPerson,
  type Notice,
  type OnboardingEvent,
  type Reader,
  type Recipient,
} from "#core/onboarding-event";
import { printable } from "#core/printable";
import { WORDS } from "#core/words/words";
import { type Block, type Draft, paragraph } from "./block.ts";
import { CONTACT_DRAFTS } from "./contact-drafts.ts";
import { CUSTOMER_DRAFTS, type CustomerMatter } from "./customer-drafts.ts";
import { html } from "./html.ts";
import { plainText } from "./plain-text.ts";
import { OPS_DRAFTS, TICKET_DRAFTS } from "./staff-drafts.ts";

/** What a notice says: the plain text alone is enough to act on. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a letter is written from. */
export interface Matter {
  readonly notice: Notice;
  readonly event: OnboardingEvent;
  readonly onboarding: Onboarding;
  /** Only letters to the customer and the DNS contact carry it. */
  readonly setupUrl: string;
}

/** The events that a reader is told of. */
type ToldTo<R extends Reader> = {
  [E in EventType]: R extends (typeof EVENTS)[E][number] ? E : never;
}[EventType];

/** Complete by its type: a notice without a letter does not compile. */
const DRAFTS: {
  readonly [R in Reader]: Readonly<Record<ToldTo<R>, (matter: CustomerMatter) => Draft>>;
} = { customer: CUSTOMER_DRAFTS, "dns-contact": CONTACT_DRAFTS, ticket: TICKET_DRAFTS, ops: OPS_DRAFTS };

type Drafts = Partial<Record<EventType, (matter: CustomerMatter) => Draft>>;

/** The letter of a notice, as things stand when it is sent. */
export function letterFor({ notice, event, onboarding, setupUrl }: Matter): Letter {
  const drafts: Partial<Record<Recipient, Drafts>> = DRAFTS;
  const compose = drafts[notice.recipient]?.[event.type];
  if (compose === undefined) throw new Error(`Nobody says ${event.type} to ${notice.recipient}`);
  const draft = compose({ onboarding, event, setupUrl });
  const subject = printable(draft.subject, 200);
  const blocks = isPerson(notice.recipient) ? personal(draft.blocks) : draft.blocks;
  return { subject, text: plainText(blocks), html: html({ subject, blocks }) };
}

function personal(blocks: readonly Block[]): Block[] {
  return [paragraph(WORDS.hello), ...blocks, paragraph(WORDS.reply)];
}
