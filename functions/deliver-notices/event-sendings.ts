import type { EventChannel, HelpDesk, Mailer, OpsChannel } from "#core/notices/channels";
import type { MessageTemplate } from "#core/notices/messages/block";
import { renderMessage, templateFor } from "#core/notices/messages/message";
import { publishedEvent } from "#core/notices/published-event";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import { isPerson, type Person } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import type { Table } from "#core/table";
import { statusAfterEvent, tagsOf } from "#core/tickets/ticket-status";
import { takeAllowance } from "./daily-allowance.ts";
import type { Sending } from "./sending.ts";
import { replyAddress, threadOf } from "./threading.ts";

/** What the notices of an onboarding's events need of the world. */
export interface EventSendingDeps {
  readonly table: Table;
  readonly mailer: Mailer;
  readonly ops: OpsChannel;
  readonly bus: EventChannel;
  /** Absent where the platform takes no webhooks. */
  readonly platform?: EventChannel;
  helpDesk(source: Source): Promise<HelpDesk>;
  readonly senderAddress: string;
  readonly supportAddress: string;
  setupUrl(onboarding: Onboarding): Promise<string>;
}

/** The notices of an event that somebody takes, and how each is sent. */
export function eventSendings(event: OnboardingEvent, now: number, deps: EventSendingDeps): Sending[] {
  return event.notices
    .filter(({ recipient }) => recipient !== "platform" || deps.platform !== undefined)
    .map((notice) => ({
      pk: event.onboardingId,
      notice,
      isAllowed: () => isAllowedNow(notice, event, now, deps.table),
      send: (isRetry) => send(notice, isRetry, event, now, deps),
    }));
}

/** A person gets only so many mails a day; what can't be read fails later, where its tries are counted. */
async function isAllowedNow(
  { recipient }: Notice,
  { onboardingId }: OnboardingEvent,
  now: number,
  table: Table,
): Promise<boolean> {
  if (!isPerson(recipient)) return true;
  const onboarding = await readOnboarding(table, onboardingId).catch(() => undefined);
  return onboarding === undefined || takeAllowance(table, addressOf(recipient, onboarding), now);
}

async function send(
  notice: Notice,
  isRetry: boolean,
  event: OnboardingEvent,
  now: number,
  deps: EventSendingDeps,
): Promise<void> {
  const onboarding = await readOnboarding(deps.table, event.onboardingId);
  const { noticeId, recipient } = notice;
  if (recipient === "bus" || recipient === "platform") {
    return deps[recipient]?.send(publishedEvent(notice, event, onboarding), now);
  }
  // A person has taken over what is said to customer and ticket
  if (onboarding.mutedAt !== undefined && recipient !== "ops") return;
  const draft = templateFor({ notice, event, onboarding, setupUrl: await deps.setupUrl(onboarding) });
  switch (recipient) {
    case "customer":
    case "dns-contact":
      return mail(noticeId, addressOf(recipient, onboarding), draft, event, deps);
    case "ticket":
      return answer(noticeId, isRetry, draft, event, onboarding, deps);
    case "ops": {
      const { subject, text } = renderMessage(draft);
      return deps.ops.publish({ noticeId, subject, text });
    }
  }
}

function mail(
  noticeId: string,
  to: string,
  draft: MessageTemplate,
  { onboardingId, type }: OnboardingEvent,
  { mailer, senderAddress, supportAddress }: EventSendingDeps,
): Promise<void> {
  return mailer.send({
    ...{ noticeId, to, ...renderMessage(draft) },
    // Somebody asked for the records in a ticket; all else comes without being asked for
    automatic: type !== "records_issued",
    thread: threadOf(onboardingId, senderAddress),
    replyTo: replyAddress(supportAddress, onboardingId),
  });
}

/** An event has a notice for a DNS contact only where there is one. */
function addressOf(recipient: Person, { requester, dnsContact = requester }: Onboarding): string {
  return recipient === "customer" ? requester : dnsContact;
}

async function answer(
  noticeId: string,
  isRetry: boolean,
  draft: MessageTemplate,
  { type }: OnboardingEvent,
  { source, ticket, onboardingId }: Onboarding,
  { helpDesk }: EventSendingDeps,
): Promise<void> {
  const desk = await helpDesk(source);
  const status = statusAfterEvent(type);
  await desk.answer({
    ...{ noticeId, ticket, draft, status, isRetry },
    tags: tagsOf(type),
    conversation: onboardingId,
  });
}
