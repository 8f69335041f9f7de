import { printable } from "#core/names/printable";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import {
  type EventType,
  isPerson,
  type Reader,
  type Recipient,
  type ToldTo,
} from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
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

/** Complete by its type: a notice without a letter does not compile. */
const DRAFTS: {
  readonly [R in Reader]: Readonly<Record<ToldTo<R>, (matter: CustomerMatter) => Draft>>;
} = { customer: CUSTOMER_DRAFTS, "dns-contact": CONTACT_DRAFTS, ticket: TICKET_DRAFTS, ops: OPS_DRAFTS };

type Drafts = Partial<Record<EventType, (matter: CustomerMatter) => Draft>>;

/** The letter of a notice, as things stand when it is sent. */
export function letterFor(matter: Matter): Letter {
  return laidOut(draftFor(matter));
}

/** What a notice says, before it is laid out for the place where it is read. */
export function draftFor({ notice, event, onboarding, setupUrl }: Matter): Draft {
  const drafts: Partial<Record<Recipient, Drafts>> = DRAFTS;
  const compose = drafts[notice.recipient]?.[event.type];
  if (compose === undefined) throw new Error(`Nobody says ${event.type} to ${notice.recipient}`);
  const { subject, blocks } = compose({ onboarding, event, setupUrl });
  return { subject, blocks: isPerson(notice.recipient) ? personal(blocks) : blocks };
}

function personal(blocks: readonly Block[]): Block[] {
  return [paragraph(WORDS.hello), ...blocks, paragraph(WORDS.reply)];
}

/** A draft as a mail has it. */
export function laidOut({ subject, blocks }: Draft): Letter {
  const printed = printable(subject, 200);
  return { subject: printed, text: plainText(blocks), html: html({ subject: printed, blocks }) };
}
