import { letterFor } from "#core/letters/letter";
import type { Onboarding } from "#core/onboarding";
import { isPerson, type Notice, type OnboardingEvent, type Person } from "#core/onboarding-event";
import { readOnboarding } from "#core/onboarding-store";
import { outboundEvent } from "#core/outbound/outbound-event";
import type { EventChannel, Mailer, OpsChannel } from "#core/ports";
import type { Table } from "#core/table";
import { LAST_TRY } from "./back-off.ts";
import { takeAllowance } from "./daily-allowance.ts";
import { leaseNotice } from "./notice-progress.ts";
import { replyAddress, threadOf } from "./threading.ts";

/** What the delivery of one notice needs of the world. */
export interface NoticeDeps {
  readonly table: Table;
  readonly mailer: Mailer;
  readonly ops: OpsChannel;
  readonly bus: EventChannel;
  /** Absent where the platform takes no webhooks. */
  readonly platform?: EventChannel;
  readonly senderAddress: string;
  readonly supportAddress: string;
  setupUrl(onboarding: Onboarding): Promise<string>;
}

/** What came of one notice in one run; `busy`: another run has it in hand; `postponed`: enough mail for one day. */
export type Outcome = { readonly notice: Notice } & (
  | { readonly state: "sent" }
  | { readonly state: "sent-before" }
  | { readonly state: "busy" }
  | { readonly state: "postponed" }
  | { readonly state: "failed"; readonly errorName: string }
  | { readonly state: "given-up"; readonly errorName: string }
);

/** Sends one notice, if nobody did and nobody does; failing is an outcome, so that it hinders no other notice. */
export async function deliverNotice(
  notice: Notice,
  event: OnboardingEvent,
  now: number,
  deps: NoticeDeps,
): Promise<Outcome> {
  let isLast = false;
  if (notice.recipient === "platform" && deps.platform === undefined) return { state: "sent-before", notice };
  try {
    const isAllowed = () => isAllowedNow(notice, event, now, deps.table);
    const lease = await leaseNotice(deps.table, event.onboardingId, notice, now, isAllowed);
    if (lease === "sent") return { state: "sent-before", notice };
    if (lease === "busy" || lease === "postponed") return { state: lease, notice };
    isLast = lease.tries >= LAST_TRY;
    // A run that is killed while sending reports no failure, but it has begun one more try.
    if (lease.tries > LAST_TRY) return { state: "given-up", notice, errorName: "TriesUsedUp" };
    try {
      await send(notice, event, await readOnboarding(deps.table, event.onboardingId), now, deps);
    } catch (error) {
      await lease.end();
      throw error;
    }
    await lease.sent();
    return { state: "sent", notice };
  } catch (error) {
    return { state: isLast ? "given-up" : "failed", notice, errorName: nameOf(error) };
  }
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
  event: OnboardingEvent,
  onboarding: Onboarding,
  now: number,
  deps: NoticeDeps,
): Promise<void> {
  const { noticeId, recipient } = notice;
  if (recipient === "bus" || recipient === "platform")
    return deps[recipient]?.send(outboundEvent(notice, event, onboarding), now);
  const { onboardingId } = onboarding;
  const letter = letterFor({ notice, event, onboarding, setupUrl: await deps.setupUrl(onboarding) });
  if (recipient === "ops") return deps.ops.publish({ noticeId, subject: letter.subject, text: letter.text });
  const thread = threadOf(onboardingId, deps.senderAddress);
  if (recipient === "ticket") {
    // Help desks set aside what is marked as automatic:
    // https://support.zendesk.com/hc/en-us/articles/4408828416282-Causes-for-ticket-suspension
    return deps.mailer.send({ noticeId, to: deps.supportAddress, ...letter, automatic: false, thread });
  }
  return deps.mailer.send({
    noticeId,
    to: addressOf(recipient, onboarding),
    ...letter,
    // Somebody asked for the records in a ticket; all else comes without being asked for
    automatic: event.type !== "records_issued",
    thread,
    replyTo: replyAddress(deps.supportAddress, onboardingId),
  });
}

/** An event has a notice for a DNS contact only where there is one. */
function addressOf(recipient: Person, { requester, dnsContact = requester }: Onboarding): string {
  return recipient === "customer" ? requester : dnsContact;
}

/** Only the name: a service's message may hold an address. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}
