import { recordCards } from "#core/instructions/record-card";
import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type MailDelivery, withDelivery } from "../mail-delivery.ts";
import { failingBlocks, passingBlocks, refusedBlocks } from "./address-blocks.ts";
import { answerBlocks, answerSubject } from "./answer-blocks.ts";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { migrationBlocks } from "./migration-blocks.ts";
import { milestoneBlocks } from "./milestone-blocks.ts";
import { readyTexts } from "./ready-texts.ts";
import { releasedBlocks } from "./released-blocks.ts";
import { expiryBlocks } from "./waiting-blocks.ts";
import { degradedBlocks, lostBlocks, recoveredBlocks } from "./watch-blocks.ts";

/** The facts of a message to support or operations; these messages never hold the set-up link. */
export interface StaffContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  /** The mails about the same event, with what became of each. */
  readonly deliveries: readonly MailDelivery[];
}

/** SNS allows fewer than 100 characters in a subject: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_OPS_SUBJECT = 99;

/** The messages to the ticket, by event; a help desk finds the ticket by its number in the subject. */
export const TICKET_TEMPLATES = {
  held: ({ onboarding }) =>
    toTicket(onboarding, WORDS.held.subject(onboarding), [paragraph(WORDS.held.ticket(onboarding))]),
  records_issued: ({ onboarding, deliveries }) =>
    toTicket(onboarding, WORDS.recordsIssued.ticketSubject(onboarding), [
      paragraph(withDelivery(deliveries, WORDS.recordsIssued.ticket(onboarding))),
      { kind: "records", cards: recordCards(onboarding) },
      ...migrationBlocks(onboarding),
    ]),
  records_wrong: ({ onboarding, event }) =>
    toTicket(onboarding, correctionSubject(onboarding), correctionBlocks(onboarding, event)),
  answered: ({ onboarding, event }) =>
    toTicket(onboarding, answerSubject(onboarding), answerBlocks(onboarding, event)),
  dkim_verified: ({ onboarding }) =>
    toTicket(onboarding, WORDS.dkimVerified.subject(onboarding), milestoneBlocks(onboarding)),
  expiry_near: ({ onboarding, event, deliveries }) =>
    toTicket(
      onboarding,
      WORDS.expiryNear.subject(onboarding),
      expiryBlocks(onboarding, event, [paragraph(withDelivery(deliveries, WORDS.expiryNear.ticket))]),
    ),
  extended: ({ onboarding }) =>
    toTicket(onboarding, WORDS.extended.subject(onboarding), [paragraph(WORDS.extended.ticket(onboarding))]),
  ready: ({ onboarding }) =>
    toTicket(onboarding, WORDS.ready.subject(onboarding), [
      paragraph(readyTexts(onboarding).ticket(onboarding)),
      ...addressIdentityBlocks(onboarding),
      ...refusedBlocks(onboarding),
    ]),
  expired: (context) => ending(context, WORDS.expired),
  cancelled: (context) => ending(context, WORDS.cancelled),
  identity_released: ({ onboarding }) =>
    toTicket(onboarding, WORDS.ownership.released.subject(onboarding), releasedBlocks(onboarding)),
  domain_degraded: (context) =>
    toTicket(context.onboarding, WORDS.watch.degraded.subject(context.onboarding), degraded(context)),
  domain_lost: (context) =>
    toTicket(context.onboarding, WORDS.watch.lost.subject(context.onboarding), lost(context)),
  domain_recovered: (context) =>
    toTicket(context.onboarding, WORDS.watch.recovered.subject(context.onboarding), recoveredBlocks(context)),
  addresses_failing: ({ onboarding }) =>
    toTicket(onboarding, WORDS.addresses.failing.subject(onboarding), [
      ...failingBlocks(onboarding),
      onboardingLine(onboarding),
    ]),
  addresses_passing: ({ onboarding }) =>
    toTicket(onboarding, WORDS.addresses.passing.subject(onboarding), [
      ...passingBlocks(onboarding),
      onboardingLine(onboarding),
    ]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageTemplate>>;

/** The messages to operations, by event. */
export const OPS_TEMPLATES = {
  held: ({ onboarding }) =>
    toOps(WORDS.held.opsSubject(onboarding), [
      paragraph(WORDS.held.ops(onboarding)),
      paragraph(WORDS.held.next(onboarding)),
    ]),
  ready: ({ onboarding, event }) =>
    toOps(WORDS.ready.opsSubject(onboarding), [
      paragraph(readyTexts(onboarding).ops(onboarding, event.at)),
      ...addressIdentityBlocks(onboarding),
    ]),
  contested: ({ onboarding }) =>
    toOps(WORDS.ownership.contested.subject(onboarding), [
      paragraph(WORDS.ownership.contested.ops(onboarding)),
    ]),
  dkim_stuck: ({ onboarding }) =>
    toOps(WORDS.dkimStuck.subject(onboarding), [
      paragraph(WORDS.dkimStuck.ops(onboarding)),
      paragraph(WORDS.dkimStuck.next(onboarding)),
    ]),
  signing_disabled: ({ onboarding }) =>
    toOps(WORDS.signingDisabled.subject(onboarding), [
      paragraph(WORDS.signingDisabled.ops(onboarding)),
      paragraph(WORDS.signingDisabled.next(onboarding)),
    ]),
  mail_from_differs: ({ onboarding }) =>
    toOps(WORDS.mailFromDiffers.subject(onboarding), [
      paragraph(WORDS.mailFromDiffers.ops(onboarding)),
      paragraph(WORDS.mailFromDiffers.next(onboarding)),
    ]),
  sending_paused: ({ onboarding }) =>
    toOps(WORDS.watch.sendingPaused.subject(onboarding), [
      ...(onboarding.pausedTenant === undefined
        ? []
        : [
            paragraph(WORDS.watch.sendingPaused.paused(onboarding.pausedTenant)),
            paragraph(WORDS.watch.sendingPaused.projects(onboarding.pausedTenant)),
          ]),
      paragraph(WORDS.watch.sendingPaused.next(onboarding)),
    ]),
  failed: ({ onboarding }) =>
    toOps(WORDS.failed.subject(onboarding), [
      paragraph(WORDS.failed.ops(onboarding, executionName(onboarding))),
      ...reasonOf(onboarding),
      paragraph(WORDS.failed.redrive),
    ]),
  domain_degraded: (context) => toOps(WORDS.watch.degraded.subject(context.onboarding), degraded(context)),
  domain_lost: (context) => toOps(WORDS.watch.lost.subject(context.onboarding), lost(context)),
  domain_recovered: (context) =>
    toOps(WORDS.watch.recovered.subject(context.onboarding), recoveredBlocks(context)),
  addresses_failing: ({ onboarding }) =>
    toOps(WORDS.addresses.failing.subject(onboarding), [
      ...failingBlocks(onboarding),
      onboardingLine(onboarding),
    ]),
  addresses_passing: ({ onboarding }) =>
    toOps(WORDS.addresses.passing.subject(onboarding), [
      ...passingBlocks(onboarding),
      onboardingLine(onboarding),
    ]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageTemplate>>;

/** Names the e-mail-address identities that override the domain's settings. */
function addressIdentityBlocks({ addressIdentities = [] }: Onboarding): Block[] {
  return addressIdentities.length === 0 ? [] : [paragraph(WORDS.ready.addressIdentities(addressIdentities))];
}

function degraded(context: StaffContext): Block[] {
  return [
    ...degradedBlocks(context, nextStep(context, WORDS.watch.degraded.staff)),
    onboardingLine(context.onboarding),
  ];
}

function lost(context: StaffContext): Block[] {
  return [
    ...lostBlocks(context, nextStep(context, WORDS.watch.lost.staff)),
    onboardingLine(context.onboarding),
  ];
}

/** Returns the next step; for a muted onboarding, that only operations got this message. */
function nextStep({ onboarding, deliveries }: StaffContext, usualStep: string): string {
  return onboarding.mutedAt === undefined
    ? withDelivery(deliveries, usualStep)
    : WORDS.watch.muted(onboarding);
}

function onboardingLine({ project, owner, ticket, onboardingId }: Onboarding): Block {
  return paragraph(WORDS.watch.onboardingLine(project, owner, ticket, onboardingId));
}

function ending(
  { onboarding, deliveries }: StaffContext,
  texts: typeof WORDS.expired | typeof WORDS.cancelled,
): MessageTemplate {
  return toTicket(onboarding, texts.subject(onboarding), [
    paragraph(texts.body(onboarding)),
    ...reasonOf(onboarding),
    paragraph(withDelivery(deliveries, texts.ticket)),
  ]);
}

function toTicket({ ticket }: Onboarding, subject: string, blocks: readonly Block[]): MessageTemplate {
  return { subject: `[${ticket}] ${subject}`, blocks };
}

/** SNS accepts only ASCII in a subject. */
function toOps(subject: string, blocks: readonly Block[]): MessageTemplate {
  const ascii = printable(subject).replace(/[^\x20-\x7e]/g, "?");
  return { subject: ascii.slice(0, LONGEST_OPS_SUBJECT), blocks };
}
