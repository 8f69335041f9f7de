import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { failingBlocks, passingBlocks } from "./address-blocks.ts";
import { type Block, type MessageContent, paragraph, setupButton } from "./block.ts";
import { contactChanged } from "./contact-messages.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { ending } from "./ending.ts";
import { invitationToCustomer } from "./invitation.ts";
import { milestone } from "./milestone-blocks.ts";
import { readyForCustomer } from "./ready.ts";
import { released } from "./released-blocks.ts";
import { expiryWarning, followUp, reminder } from "./waiting-blocks.ts";
import { degraded, lost, recovered } from "./watch-blocks.ts";

/** The facts for a message to a customer, with the set-up link. */
export interface CustomerContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly setupUrl: string;
  readonly texts: Texts;
}

/** The messages to the customer, by event. */
export const CUSTOMER_TEMPLATES = {
  records_issued: invitationToCustomer,
  records_wrong: (context) => {
    const { onboarding, event, texts } = context;
    return {
      subject: correctionSubject(onboarding, texts),
      blocks: correctionBlocks(onboarding, event, texts, button(context)),
    };
  },
  dkim_verified: (context) => milestone(context.onboarding, context.event, context.texts, button(context)),
  followed_up: followUp,
  reminded: reminder,
  expiry_near: expiryWarning,
  ready: readyForCustomer,
  link_reissued: (context) => {
    const { onboarding, texts } = context;
    return {
      subject: texts.text("link.subject", { domain: onboarding.identity }),
      blocks: [paragraph(texts.text("link.body")), ...button(context)],
    };
  },
  contact_changed: contactChanged,
  expired: ({ onboarding, texts }) => ending(onboarding, "expired", texts.text("expired.customer"), texts),
  cancelled: ({ onboarding, texts }) =>
    ending(onboarding, "cancelled", texts.text("cancelled.customer"), texts),
  identity_released: ({ onboarding, texts }) => released(onboarding, texts),
  domain_degraded: (context) => degraded(context, context.texts.text("degraded.customer"), button(context)),
  domain_lost: (context) => lost(context, context.texts.text("lost.customer"), button(context)),
  domain_recovered: (context) => {
    const { subject, blocks } = recovered(context);
    return {
      subject,
      blocks: [...blocks, paragraph(context.texts.text("recovered.next")), ...button(context)],
    };
  },
  addresses_failing: (context) => {
    const { onboarding, texts } = context;
    return {
      subject: texts.text("dmarc.failing.subject", { domain: onboarding.identity }),
      blocks: [...failingBlocks(onboarding, texts), ...button(context)],
    };
  },
  addresses_passing: (context) => {
    const { onboarding, texts } = context;
    return {
      subject: texts.text("dmarc.passing.subject", { domain: onboarding.identity }),
      blocks: [...passingBlocks(onboarding, texts), ...button(context)],
    };
  },
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: CustomerContext) => MessageContent>>;

function button({ setupUrl, texts }: CustomerContext): Block[] {
  return [setupButton(setupUrl, texts)];
}
