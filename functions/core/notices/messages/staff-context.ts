import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type MailDelivery, withDelivery } from "../mail-delivery.ts";
import { failingBlocks, passingBlocks } from "./address-blocks.ts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { degraded, lost } from "./watch-blocks.ts";

/** The facts of a message to support or operations; these messages never hold the set-up link. */
export interface StaffContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  /** The mails about the same event, with what became of each. */
  readonly deliveries: readonly MailDelivery[];
  readonly texts: Texts;
}

/** Says that SES does not find records any more, and which onboarding that is. */
export function degradedForStaff(context: StaffContext): MessageContent {
  return withOnboarding(degraded(context, nextStep(context, "degraded.staff")), context);
}

/** Says that records are gone, and which onboarding that is. */
export function lostForStaff(context: StaffContext): MessageContent {
  return withOnboarding(lost(context, nextStep(context, "lost.staff")), context);
}

/** Says which addresses fail DMARC, and in which onboarding. */
export function failingForStaff(context: StaffContext): MessageContent {
  const { onboarding, texts } = context;
  const subject = texts.text("dmarc.failing.subject", { domain: onboarding.identity });
  return withOnboarding({ subject, blocks: failingBlocks(onboarding, texts) }, context);
}

/** Says that addresses pass DMARC again, and in which onboarding. */
export function passingForStaff(context: StaffContext): MessageContent {
  const { onboarding, texts } = context;
  const subject = texts.text("dmarc.passing.subject", { domain: onboarding.identity });
  return withOnboarding({ subject, blocks: passingBlocks(onboarding, texts) }, context);
}

/** Returns the next step; for a muted onboarding, that only operations got this message. */
function nextStep(
  { onboarding, deliveries, texts }: StaffContext,
  usualStep: "degraded.staff" | "lost.staff",
): string {
  const { mutedAt, onboardingId } = onboarding;
  return mutedAt === undefined
    ? withDelivery(deliveries, texts.text(usualStep), texts)
    : texts.text("operators.muted", { onboarding: onboardingId });
}

function withOnboarding(
  { subject, blocks }: MessageContent,
  { onboarding, texts }: StaffContext,
): MessageContent {
  return { subject, blocks: [...blocks, onboardingLine(onboarding, texts)] };
}

/** Names the onboarding, by which support finds it. */
export function onboardingLine({ project, owner, ticket, onboardingId }: Onboarding, { text }: Texts): Block {
  return paragraph(text("watch.onboarding", { project, owner, ticket, onboarding: onboardingId }));
}

/** SNS allows fewer than 100 characters in a subject: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_OPS_SUBJECT = 99;

/** Fits a message for operations: SNS accepts only ASCII in a subject. */
export function toOps({ subject, blocks }: MessageContent): MessageContent {
  const ascii = printable(subject).replace(/[^\x20-\x7e]/g, "?");
  return { subject: ascii.slice(0, LONGEST_OPS_SUBJECT), blocks };
}
