import { recordCards } from "#core/instructions/record-card";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { withDelivery } from "../mail-delivery.ts";
import { answerBlocks, answerSubject } from "./answer-blocks.ts";
import { type MessageContent, paragraph } from "./block.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { type Ending, ending } from "./ending.ts";
import { migrationBlocks } from "./migration-blocks.ts";
import { milestone } from "./milestone-blocks.ts";
import { nextCheckBlock } from "./next-check.ts";
import { readyForTicket } from "./ready.ts";
import { recordsBlock } from "./record-blocks.ts";
import { released } from "./released-blocks.ts";
import {
  degradedForStaff,
  failingForStaff,
  lostForStaff,
  passingForStaff,
  type StaffContext,
} from "./staff-context.ts";
import { expiry, isExtended } from "./waiting-blocks.ts";
import { recovered } from "./watch-blocks.ts";

/** The messages to the ticket, by event. */
export const TICKET_TEMPLATES = {
  held: ({ onboarding, texts: { text } }) => {
    const { identity: domain, project, expiresAt: until } = onboarding;
    return {
      subject: text("held.subject", { domain }),
      blocks: [paragraph(text("held.ticket", { domain, project, until }))],
    };
  },
  records_issued: issued,
  records_wrong: ({ onboarding, event, texts }) => ({
    subject: correctionSubject(onboarding, texts),
    blocks: correctionBlocks(onboarding, event, texts),
  }),
  answered: ({ onboarding, event, texts }) => ({
    subject: answerSubject(onboarding, texts),
    blocks: answerBlocks(onboarding, event, texts),
  }),
  dkim_verified: ({ onboarding, event, texts }) => milestone(onboarding, event, texts),
  expiry_near: ({ onboarding, event, deliveries, texts }) => {
    const { subject, blocks } = expiry(onboarding, event, texts);
    const next = paragraph(withDelivery(deliveries, texts.text("expiry.ticket"), texts));
    return { subject, blocks: isExtended(onboarding, event) ? blocks : [...blocks, next] };
  },
  extended: ({ onboarding, texts: { text } }) => {
    const { identity: domain, expiresAt: until } = onboarding;
    return {
      subject: text("extended.subject", { domain }),
      blocks: [paragraph(text("extended.ticket", { domain, until }))],
    };
  },
  ready: ({ onboarding, texts }) => readyForTicket(onboarding, texts),
  expired: (context) => endingForTicket(context, "expired", "expired.ticket"),
  cancelled: (context) => endingForTicket(context, "cancelled", "cancelled.ticket"),
  identity_released: ({ onboarding, texts }) => released(onboarding, texts),
  domain_degraded: degradedForStaff,
  domain_lost: lostForStaff,
  domain_recovered: recovered,
  addresses_failing: failingForStaff,
  addresses_passing: passingForStaff,
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageContent>>;

/** Puts the ticket's number into the subject, by which a help desk finds the ticket. */
export function toTicket(
  { ticket }: Pick<Onboarding, "ticket">,
  { subject, blocks }: MessageContent,
): MessageContent {
  return { subject: `[${ticket}] ${subject}`, blocks };
}

function issued({ onboarding, event, deliveries, texts }: StaffContext): MessageContent {
  const { identity: domain, records, expiresAt: until } = onboarding;
  const body = texts.text("invitation.ticket", { domain, count: records.length, until });
  return {
    subject: texts.text("invitation.ticket-subject", { domain }),
    blocks: [
      paragraph(withDelivery(deliveries, body, texts)),
      nextCheckBlock(onboarding, event.at, texts),
      recordsBlock(recordCards(onboarding), texts),
      ...migrationBlocks(onboarding, texts),
    ],
  };
}

function endingForTicket(
  { onboarding, deliveries, texts }: StaffContext,
  how: Ending,
  next: "expired.ticket" | "cancelled.ticket",
): MessageContent {
  return ending(onboarding, how, withDelivery(deliveries, texts.text(next), texts), texts);
}
