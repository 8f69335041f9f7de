import { executionName, type Onboarding } from "#core/onboarding";
import type { OnboardingEvent } from "#core/onboarding-event";
import { printable } from "#core/printable";
import { recordCards } from "#core/record-card";
import { type Block, type Draft, paragraph } from "./block.ts";
import { SENTENCES } from "./sentences.ts";

/** What a letter to support or operations speaks of: never the set-up link. */
export interface StaffMatter {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
}

/** Subject is at most 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_OPS_SUBJECT = 99;

/** The letters to the ticket, by event; the help desk finds the ticket by its number in the subject. */
export const TICKET_DRAFTS = {
  records_issued: ({ onboarding }) =>
    toTicket(onboarding, SENTENCES.recordsIssued.ticketSubject(onboarding), [
      paragraph(SENTENCES.recordsIssued.ticket(onboarding)),
      { kind: "records", cards: recordCards(onboarding) },
    ]),
  dkim_verified: ({ onboarding }) =>
    toTicket(onboarding, SENTENCES.dkimVerified.subject(onboarding), [
      paragraph(SENTENCES.dkimVerified.body(onboarding)),
    ]),
  ready: ({ onboarding }) =>
    toTicket(onboarding, SENTENCES.ready.subject(onboarding), [
      paragraph(SENTENCES.ready.ticket(onboarding)),
    ]),
  expired: ({ onboarding }) => ending(onboarding, SENTENCES.expired),
  cancelled: ({ onboarding }) => ending(onboarding, SENTENCES.cancelled),
} as const satisfies Partial<Record<OnboardingEvent["type"], (matter: StaffMatter) => Draft>>;

/** The letters to operations, by event. */
export const OPS_DRAFTS = {
  ready: ({ onboarding, event }) =>
    toOps(SENTENCES.ready.opsSubject(onboarding), [paragraph(SENTENCES.ready.ops(onboarding, event.at))]),
  failed: ({ onboarding }) =>
    toOps(SENTENCES.failed.subject(onboarding), [
      paragraph(SENTENCES.failed.ops(onboarding, executionName(onboarding))),
      ...reason(onboarding),
      paragraph(SENTENCES.failed.redrive),
    ]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (matter: StaffMatter) => Draft>>;

function ending(onboarding: Onboarding, words: typeof SENTENCES.expired | typeof SENTENCES.cancelled): Draft {
  return toTicket(onboarding, words.subject(onboarding), [
    paragraph(words.body(onboarding)),
    ...reason(onboarding),
    paragraph(words.ticket(onboarding)),
  ]);
}

function reason({ closedBecause }: Onboarding): Block[] {
  return closedBecause === undefined ? [] : [paragraph(SENTENCES.because(closedBecause))];
}

function toTicket({ ticket }: Onboarding, subject: string, blocks: readonly Block[]): Draft {
  return { subject: `[${ticket}] ${subject}`, blocks };
}

/** SNS takes ASCII only as a subject. */
function toOps(subject: string, blocks: readonly Block[]): Draft {
  const ascii = printable(subject).replace(/[^\x20-\x7e]/g, "?");
  return { subject: ascii.slice(0, LONGEST_OPS_SUBJECT), blocks };
}
