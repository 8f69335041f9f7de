import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import type { Recipient } from "#core/onboarding/event-types";
import type { Table } from "#core/table";
import { mailDigest } from "./mail-digest.ts";
import { noticeKey, noticeProgress } from "./notice-progress.ts";

/**
 * The delivery of one notice. `put-off`: nothing failed, and it is sent at `until`. `given-up`: it is not
 * tried again.
 */
export interface NoticeState {
  readonly recipient: Recipient;
  readonly state: "delivered" | "put-off" | "undelivered" | "given-up";
  readonly until?: number | undefined;
}

/** An event with the delivery of each notice. */
export interface EventWithNotices {
  readonly event: OnboardingEvent;
  readonly notices: readonly NoticeState[];
}

/**
 * Reads the delivery of an event's notices. After the event has left the outbox, only notices in a digest are
 * read.
 */
export async function withNotices(
  table: Pick<Table, "get">,
  event: OnboardingEvent,
): Promise<EventWithNotices> {
  const isSettled = event.queue === undefined && event.hasDigest === undefined;
  const states = event.notices.map((notice): NoticeState | Promise<NoticeState> => {
    const { recipient } = notice;
    if (event.givenUp?.some((one) => one.recipient === recipient)) return { recipient, state: "given-up" };
    return isSettled ? { recipient, state: "delivered" } : noticeState(table, event, notice);
  });
  return { event, notices: await Promise.all(states) };
}

async function noticeState(
  table: Pick<Table, "get">,
  { onboardingId, queue, tries, dueAt }: OnboardingEvent,
  notice: Notice,
): Promise<NoticeState> {
  const { recipient } = notice;
  const item = await table.get(noticeKey(onboardingId, notice));
  const progress = item === undefined ? undefined : noticeProgress.parse(item);
  if (progress?.digest !== undefined) {
    const digestItem = await table.get(progress.digest);
    const digest = digestItem === undefined ? undefined : mailDigest.parse(digestItem);
    return digest?.queue === undefined
      ? { recipient, state: "delivered" }
      : { recipient, state: digest.tries === 0 ? "put-off" : "undelivered", until: digest.dueAt };
  }
  if (queue === undefined || progress?.state === "sent" || progress?.state === "superseded")
    return { recipient, state: "delivered" };
  const isPutOff = tries === 0 && (progress?.timesPostponed ?? 0) > 0;
  return isPutOff ? { recipient, state: "put-off", until: dueAt } : { recipient, state: "undelivered" };
}
