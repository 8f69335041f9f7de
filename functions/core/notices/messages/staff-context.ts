import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type MailDelivery, withDelivery } from "../mail-delivery.ts";
import { failingBlocks, passingBlocks } from "./address-blocks.ts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { nextCheckBlock } from "./next-check.ts";
import { degraded, lost } from "./watch-blocks.ts";

/** The facts for a message to support or operations. Such messages never contain the set-up link. */
export interface StaffContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  /** The mails about the same event, with their delivery state. */
  readonly deliveries: readonly MailDelivery[];
  readonly texts: Texts;
}

/** Says that SES no longer finds records, and names the onboarding. */
export function degradedForStaff(context: StaffContext): MessageContent {
  return withNextCheck(degraded(context, nextStep(context, "degraded.staff")), context);
}

/** Says that records are gone, and names the onboarding. */
export function lostForStaff(context: StaffContext): MessageContent {
  return withNextCheck(lost(context, nextStep(context, "lost.staff")), context);
}

/** Says which addresses fail DMARC, and names the onboarding. */
export function failingForStaff(context: StaffContext): MessageContent {
  const { onboarding, texts } = context;
  const subject = texts.text("dmarc.failing.subject", { domain: onboarding.identity });
  return withOnboarding({ subject, blocks: failingBlocks(onboarding, texts) }, context);
}

/** Says that addresses pass DMARC again, and names the onboarding. */
export function passingForStaff(context: StaffContext): MessageContent {
  const { onboarding, texts } = context;
  const subject = texts.text("dmarc.passing.subject", { domain: onboarding.identity });
  return withOnboarding({ subject, blocks: passingBlocks(onboarding, texts) }, context);
}

/** Returns the next step. For a muted onboarding, says that only operations received the message. */
function nextStep(
  { onboarding, deliveries, texts }: StaffContext,
  usualStep: "degraded.staff" | "lost.staff",
): string {
  const { mutedAt, onboardingId } = onboarding;
  return mutedAt === undefined
    ? withDelivery(deliveries, texts.text(usualStep), texts)
    : texts.text("operators.muted", { onboarding: onboardingId });
}

/** The incident may be over when its message is sent. */
function withNextCheck({ subject, blocks }: MessageContent, context: StaffContext): MessageContent {
  const { onboarding, event, texts } = context;
  const next = openIncident(onboarding) === undefined ? [] : [nextCheckBlock(onboarding, event.at, texts)];
  return withOnboarding({ subject, blocks: [...blocks, ...next] }, context);
}

function withOnboarding(
  { subject, blocks }: MessageContent,
  { onboarding, texts }: StaffContext,
): MessageContent {
  return { subject, blocks: [...blocks, onboardingLine(onboarding, texts)] };
}

/** Names the onboarding in a way that support can search for. */
export function onboardingLine({ project, owner, ticket, onboardingId }: Onboarding, { text }: Texts): Block {
  return paragraph(text("watch.onboarding", { project, owner, ticket, onboarding: onboardingId }));
}

/**
 * SNS limits a subject to fewer than 100 characters:
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const LONGEST_OPS_SUBJECT = 99;

/** Adapts a message for operations: SNS accepts only ASCII in a subject. */
export function toOps({ subject, blocks }: MessageContent): MessageContent {
  const ascii = printable(subject).replace(/[^\x20-\x7e]/g, "?");
  return { subject: ascii.slice(0, LONGEST_OPS_SUBJECT), blocks };
}
