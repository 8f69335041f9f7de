import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { failingBlocks, passingBlocks, refusedBlocks } from "./address-blocks.ts";
import { type Block, type MessageTemplate, paragraph, setupLink } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { invitation } from "./invitation-blocks.ts";
import { milestoneBlocks } from "./milestone-blocks.ts";
import { readyTexts } from "./ready-texts.ts";
import { releasedBlocks } from "./released-blocks.ts";
import { expiryBlocks, missingBlocks, reminderBlocks } from "./waiting-blocks.ts";
import { degradedBlocks, lostBlocks, recoveredBlocks } from "./watch-blocks.ts";

/** The facts of a message to a customer, with the set-up link. */
export interface CustomerContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly setupUrl: string;
}

/** The messages to the customer, by event. */
export const CUSTOMER_TEMPLATES = {
  records_issued: ({ onboarding, setupUrl }) =>
    invitation(onboarding, setupUrl, WORDS.recordsIssued.who(onboarding)),
  records_wrong: correction,
  dkim_verified: ({ onboarding, setupUrl }) => ({
    subject: WORDS.dkimVerified.subject(onboarding),
    blocks: [...milestoneBlocks(onboarding), setupLink(setupUrl)],
  }),
  reminded: ({ onboarding, event, setupUrl }) => ({
    subject: WORDS.reminded.subject(onboarding),
    blocks: [...reminderBlocks(onboarding, event), setupLink(setupUrl)],
  }),
  expiry_near: ({ onboarding, event, setupUrl }) => ({
    subject: WORDS.expiryNear.subject(onboarding),
    blocks: [
      ...expiryBlocks(onboarding, event, [
        paragraph(WORDS.expiryNear.customer),
        ...missingBlocks(onboarding, WORDS.expiryNear.missing),
      ]),
      setupLink(setupUrl),
    ],
  }),
  ready: success,
  link_reissued: ({ onboarding, setupUrl }) => ({
    subject: WORDS.linkReissued.subject(onboarding),
    blocks: [paragraph(WORDS.linkReissued.body(onboarding)), setupLink(setupUrl)],
  }),
  expired: ({ onboarding }) => ending(onboarding, WORDS.expired, WORDS.expired.customer),
  cancelled: ({ onboarding }) => ending(onboarding, WORDS.cancelled, WORDS.cancelled.customer),
  identity_released: ({ onboarding }) => ({
    subject: WORDS.ownership.released.subject(onboarding),
    blocks: releasedBlocks(onboarding),
  }),
  domain_degraded: (context) =>
    withSetupLink(context, WORDS.watch.degraded, degradedBlocks(context, WORDS.watch.degraded.customer)),
  domain_lost: (context) =>
    withSetupLink(context, WORDS.watch.lost, lostBlocks(context, WORDS.watch.lost.customer)),
  domain_recovered: (context) =>
    withSetupLink(context, WORDS.watch.recovered, [
      ...recoveredBlocks(context),
      paragraph(WORDS.watch.recovered.next),
    ]),
  addresses_failing: (context) =>
    withSetupLink(context, WORDS.addresses.failing, failingBlocks(context.onboarding)),
  addresses_passing: (context) =>
    withSetupLink(context, WORDS.addresses.passing, passingBlocks(context.onboarding)),
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: CustomerContext) => MessageTemplate>>;

function correction({ onboarding, setupUrl, event }: CustomerContext): MessageTemplate {
  return {
    subject: correctionSubject(onboarding),
    blocks: [...correctionBlocks(onboarding, event), setupLink(setupUrl)],
  };
}

function success({ onboarding, setupUrl }: CustomerContext): MessageTemplate {
  const { ready } = WORDS;
  const texts = readyTexts(onboarding);
  return {
    subject: ready.subject(onboarding),
    blocks: [
      paragraph(texts.customer(onboarding)),
      paragraph(texts.keep),
      paragraph(ready.next(onboarding)),
      ...refusedBlocks(onboarding),
      setupLink(setupUrl),
    ],
  };
}

function withSetupLink(
  { onboarding, setupUrl }: CustomerContext,
  { subject }: { subject(onboarding: Onboarding): string },
  blocks: readonly Block[],
): MessageTemplate {
  return { subject: subject(onboarding), blocks: [...blocks, setupLink(setupUrl)] };
}

/** Builds the message that the set-up has ended. It has no link, since the set-up page is closed. */
export function ending(
  onboarding: Onboarding,
  texts: typeof WORDS.expired | typeof WORDS.cancelled,
  next: string,
): MessageTemplate {
  return {
    subject: texts.subject(onboarding),
    blocks: [paragraph(texts.body(onboarding)), ...reasonOf(onboarding), paragraph(next)],
  };
}
