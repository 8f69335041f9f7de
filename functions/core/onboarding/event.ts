import * as z from "zod";
import type { Key, Put } from "#core/table";
import { CHANNELS, EVENTS, type EventType, isGuest, READERS, type Reader } from "./event-types.ts";
import { guestOf } from "./guests.ts";
import type { Onboarding } from "./onboarding.ts";
import { publishedTypeOf } from "./published-types.ts";
import { GENERIC } from "./ticket-source.ts";

const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** The notice of one event for one recipient. */
export const notice = z.object({
  /**
   * Made of onboarding, event and recipient, so it is always the same. The message contains it, which reveals
   * a duplicate.
   */
  noticeId: z.string(),
  recipient: z.enum([...READERS, ...CHANNELS]),
});

/** The notice of one event for one recipient. */
export type Notice = z.infer<typeof notice>;

/** A notice whose delivery was given up, with the name of the last error. */
const givenUp = z.object({ recipient: notice.shape.recipient, errorName: z.string() });

/** An event of an onboarding; events are never changed, apart from their delivery state. */
export const onboardingEvent = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  type: z.enum(EVENT_TYPES),
  at: z.number().int(),
  by: z.string(),
  /** The reason that a person entered. */
  because: z.string().optional(),
  notices: z.array(notice),
  /** The number of failed deliveries. */
  tries: z.number().int(),
  /** True if at least one notice is part of a digest. */
  hasDigest: z.literal(true).optional(),
  /** The notices whose delivery was given up; a redelivery clears the list. */
  givenUp: z.array(givenUp).optional(),
  /** Repeats `givenUp` as a single value, because filters of DynamoDB streams cannot match lists. */
  delivery: z.literal("given-up").optional(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
  /** Its notices are not sent before this time. */
  notBefore: z.number().int().optional(),
});

/** An event of an onboarding; events are never changed, apart from their delivery state. */
export type OnboardingEvent = z.infer<typeof onboardingEvent>;

/**
 * An event as the function that writes it describes it; `idempotencyKey` distinguishes events of one type.
 */
export interface NewEvent {
  readonly type: EventType;
  readonly at: number;
  /** The author: `customer`, `support`, `sendworthy`, or `operator:` and the operator's ARN. */
  readonly by: string;
  readonly because?: string;
  readonly idempotencyKey?: string;
  /** True if another event at the same moment notifies people; only programs get this one. */
  readonly isQuiet?: boolean;
  /** Its notices are not sent before this time, and not at all if a later message replaces them. */
  readonly notBefore?: number;
}

/** Returns the key of an event. Events sort by the version that they led to, which is chronological. */
export function eventKey(onboardingId: string, onboardingVersion: number): Key {
  return { pk: onboardingId, sk: `event#${String(onboardingVersion).padStart(8, "0")}` };
}

/** The fields that determine the recipients of an event. */
type Addressees = Pick<Onboarding, "onboardingId" | "dnsContact" | "source" | "formerContacts" | "handOffs">;

/** Returns the write of a new event; its key has the version of the onboarding after it. */
export function eventPut(after: Onboarding, event: NewEvent): Put {
  return {
    item: { ...eventKey(after.onboardingId, after.version), ...openEvent(after, event) },
    expectedVersion: undefined,
  };
}

/** Returns the item of a new event, with a notice for each recipient. */
export function openEvent(
  onboarding: Addressees,
  { type, at, by, because, idempotencyKey, isQuiet = false, notBefore }: NewEvent,
): OnboardingEvent {
  const { onboardingId } = onboarding;
  const stem = [onboardingId, type, ...(idempotencyKey === undefined ? [] : [idempotencyKey])].join("/");
  const readers = EVENTS[type].filter((reader) => isThere(reader, at, onboarding));
  const channels = publishedTypeOf(type) === undefined ? [] : CHANNELS;
  const recipients = [...(isQuiet ? [] : readers), ...channels];
  const notices = recipients.map((recipient) => ({ noticeId: `${stem}/${recipient}`, recipient }));
  const due = notBefore === undefined ? { dueAt: at } : { dueAt: notBefore, notBefore };
  const pending = notices.length > 0 ? ({ queue: "undelivered", ...due } as const) : {};
  const reason = because === undefined ? {} : { because };
  return { onboardingId, version: 1, type, at, by, ...reason, notices, tries: 0, ...pending };
}

/**
 * Internal notes are not sent for the generic source, because a help desk that receives mail may show it to
 * the customer.
 */
function isThere(reader: Reader, at: number, onboarding: Addressees): boolean {
  if (reader === "note") return onboarding.source !== GENERIC;
  if (isGuest(reader)) return guestOf(reader, { at }, onboarding) !== undefined;
  return reader !== "dns-contact" || onboarding.dnsContact !== undefined;
}
