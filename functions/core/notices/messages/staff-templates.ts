import { recordCards } from "#core/instructions/record-card";
import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { failingBlocks, passingBlocks, refusedBlocks } from "./address-blocks.ts";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { correctionBlocks, correctionSubject } from "./correction-blocks.ts";
import { migrationBlocks } from "./migration-blocks.ts";
import { milestoneBlocks } from "./milestone-blocks.ts";
import { readyWords } from "./ready-words.ts";
import { releasedBlocks } from "./released-blocks.ts";
import { expiryBlocks } from "./waiting-blocks.ts";
import { degradedBlocks, lostBlocks, recoveredBlocks } from "./watch-blocks.ts";

/** What a letter to support or operations speaks of: never the set-up link. */
export interface StaffContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
}

/** Subject is at most 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_OPS_SUBJECT = 99;

/** The letters to the ticket, by event; the help desk finds the ticket by its number in the subject. */
export const TICKET_TEMPLATES = {
  held: ({ onboarding }) =>
    toTicket(onboarding, WORDS.held.subject(onboarding), [paragraph(WORDS.held.ticket(onboarding))]),
  records_issued: ({ onboarding }) =>
    toTicket(onboarding, WORDS.recordsIssued.ticketSubject(onboarding), [
      paragraph(WORDS.recordsIssued.ticket(onboarding)),
      { kind: "records", cards: recordCards(onboarding) },
      ...migrationBlocks(onboarding),
    ]),
  records_wrong: ({ onboarding, event }) =>
    toTicket(onboarding, correctionSubject(onboarding), correctionBlocks(onboarding, event)),
  dkim_verified: ({ onboarding }) =>
    toTicket(onboarding, WORDS.dkimVerified.subject(onboarding), milestoneBlocks(onboarding)),
  expiry_near: ({ onboarding, event }) =>
    toTicket(
      onboarding,
      WORDS.expiryNear.subject(onboarding),
      expiryBlocks(onboarding, event, [paragraph(WORDS.expiryNear.ticket)]),
    ),
  extended: ({ onboarding }) =>
    toTicket(onboarding, WORDS.extended.subject(onboarding), [paragraph(WORDS.extended.ticket(onboarding))]),
  ready: ({ onboarding }) =>
    toTicket(onboarding, WORDS.ready.subject(onboarding), [
      paragraph(readyWords(onboarding).ticket(onboarding)),
      ...refusedBlocks(onboarding),
    ]),
  expired: ({ onboarding }) => ending(onboarding, WORDS.expired),
  cancelled: ({ onboarding }) => ending(onboarding, WORDS.cancelled),
  identity_released: ({ onboarding }) =>
    toTicket(onboarding, WORDS.ownership.released.subject(onboarding), releasedBlocks(onboarding)),
  domain_degraded: (matter) =>
    toTicket(matter.onboarding, WORDS.watch.degraded.subject(matter.onboarding), degraded(matter)),
  domain_lost: (matter) =>
    toTicket(matter.onboarding, WORDS.watch.lost.subject(matter.onboarding), lost(matter)),
  domain_recovered: (matter) =>
    toTicket(matter.onboarding, WORDS.watch.recovered.subject(matter.onboarding), recoveredBlocks(matter)),
  addresses_failing: ({ onboarding }) =>
    toTicket(onboarding, WORDS.addresses.failing.subject(onboarding), [
      ...failingBlocks(onboarding),
      whose(onboarding),
    ]),
  addresses_passing: ({ onboarding }) =>
    toTicket(onboarding, WORDS.addresses.passing.subject(onboarding), [
      ...passingBlocks(onboarding),
      whose(onboarding),
    ]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (matter: StaffContext) => MessageTemplate>>;

/** The letters to operations, by event. */
export const OPS_TEMPLATES = {
  held: ({ onboarding }) =>
    toOps(WORDS.held.opsSubject(onboarding), [
      paragraph(WORDS.held.ops(onboarding)),
      paragraph(WORDS.held.next(onboarding)),
    ]),
  ready: ({ onboarding, event }) =>
    toOps(WORDS.ready.opsSubject(onboarding), [paragraph(readyWords(onboarding).ops(onboarding, event.at))]),
  contested: ({ onboarding }) =>
    toOps(WORDS.ownership.contested.subject(onboarding), [
      paragraph(WORDS.ownership.contested.ops(onboarding)),
    ]),
  dkim_stuck: ({ onboarding }) =>
    toOps(WORDS.dkimStuck.subject(onboarding), [
      paragraph(WORDS.dkimStuck.ops(onboarding)),
      paragraph(WORDS.dkimStuck.next(onboarding)),
    ]),
  failed: ({ onboarding }) =>
    toOps(WORDS.failed.subject(onboarding), [
      paragraph(WORDS.failed.ops(onboarding, executionName(onboarding))),
      ...reasonOf(onboarding.closedBecause),
      paragraph(WORDS.failed.redrive),
    ]),
  domain_degraded: (matter) => toOps(WORDS.watch.degraded.subject(matter.onboarding), degraded(matter)),
  domain_lost: (matter) => toOps(WORDS.watch.lost.subject(matter.onboarding), lost(matter)),
  domain_recovered: (matter) =>
    toOps(WORDS.watch.recovered.subject(matter.onboarding), recoveredBlocks(matter)),
  addresses_failing: ({ onboarding }) =>
    toOps(WORDS.addresses.failing.subject(onboarding), [...failingBlocks(onboarding), whose(onboarding)]),
  addresses_passing: ({ onboarding }) =>
    toOps(WORDS.addresses.passing.subject(onboarding), [...passingBlocks(onboarding), whose(onboarding)]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (matter: StaffContext) => MessageTemplate>>;

function degraded(matter: StaffContext): Block[] {
  return [...degradedBlocks(matter, next(matter, WORDS.watch.degraded.staff)), whose(matter.onboarding)];
}

function lost(matter: StaffContext): Block[] {
  return [...lostBlocks(matter, next(matter, WORDS.watch.lost.staff)), whose(matter.onboarding)];
}

/** Of what is muted only operations hear: they alone can tell the customer. */
function next({ onboarding }: StaffContext, usual: string): string {
  return onboarding.mutedAt === undefined ? usual : WORDS.watch.muted(onboarding);
}

function whose({ project, owner, ticket, onboardingId }: Onboarding): Block {
  return paragraph(WORDS.watch.whose(project, owner, ticket, onboardingId));
}

function ending(
  onboarding: Onboarding,
  words: typeof WORDS.expired | typeof WORDS.cancelled,
): MessageTemplate {
  return toTicket(onboarding, words.subject(onboarding), [
    paragraph(words.body(onboarding)),
    ...reasonOf(onboarding.closedBecause),
    paragraph(words.ticket(onboarding)),
  ]);
}

function toTicket({ ticket }: Onboarding, subject: string, blocks: readonly Block[]): MessageTemplate {
  return { subject: `[${ticket}] ${subject}`, blocks };
}

/** SNS takes ASCII only as a subject. */
function toOps(subject: string, blocks: readonly Block[]): MessageTemplate {
  const ascii = printable(subject).replace(/[^\x20-\x7e]/g, "?");
  return { subject: ascii.slice(0, LONGEST_OPS_SUBJECT), blocks };
}
