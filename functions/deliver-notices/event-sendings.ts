import { type Brands, brandOf } from "#core/brand/brand";
import type { EventChannel, HelpDesk, Mailer, OpsChannel } from "#core/notices/channels";
import type { MessageTemplate } from "#core/notices/messages/block";
import { renderMessage, templateFor } from "#core/notices/messages/message";
import { readerTexts } from "#core/notices/messages/reader-texts";
import { publishedEvent } from "#core/notices/published-event";
import { type SentWords, wordsOf } from "#core/notices/sent-words";
import { isSuperseded } from "#core/notices/superseded";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import {
  type Guest,
  isGuest,
  isOperator,
  isPerson,
  type Person,
  type Reader,
} from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import type { Table } from "#core/table";
import { statusAfterEvent, tagsOf } from "#core/tickets/ticket-status";
import { languageOf } from "#core/words/languages";
import { mailAddress } from "./address-of.ts";
import { takeAllowance } from "./daily-allowance.ts";
import { planDigest } from "./digest-sending.ts";
import { mailDeliveries } from "./mail-deliveries.ts";
import type { Sending, SendingPlan } from "./sending.ts";
import { replyAddress, threadOf } from "./threading.ts";

/** The dependencies for sending the notices of events. */
export interface EventSendingDeps {
  readonly table: Table;
  readonly mailer: Mailer;
  readonly ops: OpsChannel;
  readonly bus: EventChannel;
  /** Absent if the platform receives no webhooks. */
  readonly platform?: EventChannel;
  helpDesk(source: Source): Promise<HelpDesk>;
  readonly senderAddress: string;
  readonly supportAddress: string;
  readBrands(): Promise<Brands>;
  setupUrl(onboarding: Onboarding): Promise<string>;
  /** Returns the link of the hand-off that was sent at this time. */
  handOffUrl(onboarding: Onboarding, sentAt: number): Promise<string>;
}

/** Reads the event's onboarding. */
type ReadOnboarding = () => Promise<Onboarding>;

/**
 * Returns how to send each notice of an event. Without a platform webhook, its notices are left out. The
 * onboarding is read once for all of them.
 */
export function eventSendings(event: OnboardingEvent, now: number, deps: EventSendingDeps): Sending[] {
  let reading: Promise<Onboarding> | undefined;
  const read = (): Promise<Onboarding> => {
    reading ??= readOnboarding(deps.table, event.onboardingId);
    return reading;
  };
  return event.notices
    .filter(({ recipient }) => recipient !== "platform" || deps.platform !== undefined)
    .map((notice) => ({
      pk: event.onboardingId,
      notice,
      ...planOf(notice, event, now, { read, table: deps.table }),
      send: async (isRetry) => send(notice, isRetry, event, await read(), now, deps),
    }));
}

/** Mails to people have a plan. */
function planOf(
  { noticeId, recipient }: Notice,
  event: OnboardingEvent,
  now: number,
  deps: PlanDeps,
): Pick<Sending, "plan"> {
  if (!isPerson(recipient) && !isGuest(recipient)) return {};
  return { plan: () => planMail({ noticeId, recipient }, event, now, deps) };
}

interface PlanDeps {
  readonly table: Table;
  readonly read: ReadOnboarding;
}

/**
 * Plans a mail to a person. An onboarding that cannot be read fails later in `send`, where attempts are
 * counted.
 */
async function planMail(
  notice: { readonly noticeId: string; readonly recipient: Person | Guest },
  event: OnboardingEvent,
  now: number,
  { read, table }: PlanDeps,
): Promise<SendingPlan> {
  const { recipient } = notice;
  const { onboardingId } = event;
  const onboarding = await read().catch(() => undefined);
  if (onboarding === undefined || onboarding.mutedAt !== undefined) return { kind: "send" };
  if (isSuperseded(notice, event, onboarding)) return { kind: "superseded" };
  const address = mailAddress(recipient, event, onboarding);
  if (address === undefined) return { kind: "superseded" };
  const to = { address, owner: onboarding.owner };
  if (await takeAllowance(table, to, now)) return { kind: "send" };
  // A guest gets a single mail and no digest, so a mail beyond the allowance is dropped.
  if (isGuest(recipient)) return { kind: "superseded" };
  return planDigest(table, to, { ...notice, onboardingId }, now);
}

async function send(
  notice: Notice,
  isRetry: boolean,
  event: OnboardingEvent,
  onboarding: Onboarding,
  now: number,
  deps: EventSendingDeps,
): Promise<SentWords | undefined> {
  const { recipient } = notice;
  if (recipient === "bus" || recipient === "platform") {
    await deps[recipient]?.send(publishedEvent(notice, event, onboarding), now);
    return undefined;
  }
  // The onboarding is muted: an operator writes to customer and ticket personally.
  if (onboarding.mutedAt !== undefined && !isOperator(recipient)) return undefined;
  const setupUrl = await linkFor(recipient, event, onboarding, deps);
  const isForStaff = recipient === "note" || isOperator(recipient);
  const deliveries = isForStaff ? await mailDeliveries(deps.table, event, onboarding) : [];
  const template = templateFor({ notice, event, onboarding, setupUrl, deliveries });
  await carry({ ...notice, recipient }, isRetry, template, event, onboarding, deps);
  return wordsOf(template, setupUrl);
}

/** Hands a message to the service that delivers it to its reader. */
async function carry(
  { noticeId, recipient }: { readonly noticeId: string; readonly recipient: Reader },
  isRetry: boolean,
  template: MessageTemplate,
  event: OnboardingEvent,
  onboarding: Onboarding,
  deps: EventSendingDeps,
): Promise<void> {
  switch (recipient) {
    case "customer":
    case "dns-contact":
    case "former-contact":
    case "hand-off":
      return mail(noticeId, recipient, template, event, onboarding, deps);
    case "ticket":
    case "note":
      return answer({ noticeId, recipient }, isRetry, template, event, onboarding, deps);
    case "ops": {
      const { subject, text } = renderMessage(template);
      return deps.ops.publish({ noticeId, subject, text });
    }
    default:
      return recipient satisfies never;
  }
}

/**
 * The page uses the ticket's language, so the link of a reader with another language contains that language.
 */
async function linkFor(
  recipient: Reader,
  event: OnboardingEvent,
  onboarding: Onboarding,
  { setupUrl, handOffUrl }: EventSendingDeps,
): Promise<string> {
  const { language } = readerTexts(recipient, onboarding, event);
  const url = await (recipient === "hand-off" ? handOffUrl(onboarding, event.at) : setupUrl(onboarding));
  const isNamed = isPerson(recipient) || isGuest(recipient);
  return isNamed && language !== languageOf(onboarding.language) ? `${url}?lang=${language}` : url;
}

async function mail(
  noticeId: string,
  recipient: Person | Guest,
  template: MessageTemplate,
  event: OnboardingEvent,
  onboarding: Onboarding,
  { mailer, senderAddress, supportAddress, readBrands }: EventSendingDeps,
): Promise<void> {
  const { onboardingId, type } = event;
  const to = mailAddress(recipient, event, onboarding);
  // A mail without an address is not planned.
  if (to === undefined) return;
  const brand = brandOf(await readBrands(), onboarding.project);
  await mailer.send({
    ...{ noticeId, to, ...renderMessage(template, brand), brand },
    // RFC 3834 §5: a person requested only the records, in the ticket or on the page.
    automatic: type !== "records_issued" && type !== "handed_off",
    thread: threadOf(onboardingId, senderAddress),
    replyTo: replyAddress(supportAddress, onboardingId),
  });
}

/** Only the public comment changes the status of the ticket. */
async function answer(
  { noticeId, recipient }: Notice,
  isRetry: boolean,
  template: MessageTemplate,
  { type }: OnboardingEvent,
  onboarding: Onboarding,
  { helpDesk }: EventSendingDeps,
): Promise<void> {
  const { source, ticket, onboardingId } = onboarding;
  const desk = await helpDesk(source);
  const isPublic = recipient === "ticket";
  await desk.answer({
    ...{ noticeId, ticket, template, isRetry },
    visibility: isPublic ? "public" : "internal",
    ...(isPublic && { status: statusAfterEvent(type, onboarding) }),
    tags: tagsOf(type),
    conversation: onboardingId,
  });
}
