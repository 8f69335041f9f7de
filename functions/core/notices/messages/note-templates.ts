import { recordCards } from "#core/instructions/record-card";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { withDelivery } from "../mail-delivery.ts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { migrationBlocks } from "./migration-blocks.ts";
import { nextCheckBlock } from "./next-check.ts";
import { recordsBlock } from "./record-blocks.ts";
import {
  degradedForStaff,
  failingForStaff,
  lostForStaff,
  onboardingLine,
  type StaffContext,
} from "./staff-context.ts";
import { expiry } from "./waiting-blocks.ts";

/**
 * The internal notes in the ticket, by event. They tell the support team what was found, when the next check
 * is, and what to do.
 */
export const NOTE_TEMPLATES = {
  held: ({ onboarding, texts: { text } }) => {
    const { identity: domain, requester, project, onboardingId } = onboarding;
    return {
      subject: text("held.subject", { domain }),
      blocks: [paragraph(text("note.held", { requester, project, onboarding: onboardingId }))],
    };
  },
  records_issued: ({ onboarding, event, deliveries, texts }) => {
    const { identity: domain, records, expiresAt: until } = onboarding;
    const body = texts.text("invitation.ticket", { domain, count: records.length, until });
    return {
      subject: texts.text("invitation.ticket-subject", { domain }),
      blocks: [
        paragraph(withDelivery(deliveries, body, texts)),
        nextCheckBlock(onboarding, event.at, texts),
        recordsBlock(recordCards(onboarding), texts),
        ...migrationBlocks(onboarding, texts),
        onboardingLine(onboarding, texts),
      ],
    };
  },
  records_wrong: ({ onboarding, event, deliveries, texts }) => ({
    subject: correctionSubject(onboarding, texts),
    blocks: [
      ...correctionBlocks(onboarding, event, texts),
      paragraph(withDelivery(deliveries, texts.text("note.wrong"), texts)),
    ],
  }),
  expiry_near: ({ onboarding, event, deliveries, texts }) => ({
    subject: expiry(onboarding, event, texts).subject,
    blocks: [
      paragraph(
        withDelivery(deliveries, texts.text("expiry.ticket", { until: onboarding.expiresAt }), texts),
      ),
      nextCheckBlock(onboarding, event.at, texts),
      onboardingLine(onboarding, texts),
    ],
  }),
  expired: ({ onboarding, deliveries, texts }) => ({
    subject: texts.text("expired.subject", { domain: onboarding.identity }),
    blocks: [
      ...reasonOf(onboarding, texts),
      ...leftBlocks(onboarding, texts.text("note.left")),
      paragraph(
        withDelivery(
          deliveries,
          texts.text(onboarding.held === undefined ? "note.expired" : "note.nothing"),
          texts,
        ),
      ),
    ],
  }),
  cancelled: ({ onboarding, deliveries, texts }) => ({
    subject: texts.text("cancelled.subject", { domain: onboarding.identity }),
    blocks: [
      ...reasonOf(onboarding, texts),
      paragraph(withDelivery(deliveries, texts.text("note.nothing"), texts)),
      onboardingLine(onboarding, texts),
    ],
  }),
  failed: ({ onboarding, texts }) => {
    const { identity: domain } = onboarding;
    return {
      subject: texts.text("note.failed-subject", { domain }),
      blocks: [paragraph(texts.text("note.failed", { domain })), onboardingLine(onboarding, texts)],
    };
  },
  domain_degraded: degradedForStaff,
  domain_lost: lostForStaff,
  addresses_failing: failingForStaff,
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageContent>>;

function leftBlocks(onboarding: Onboarding, introduction: string): Block[] {
  const left = recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
  if (onboarding.held !== undefined || left.length === 0) return [];
  const items = left.map(({ record: { type, name } }) => `${type} ${name}`);
  return [paragraph(introduction), { kind: "list", items }];
}
