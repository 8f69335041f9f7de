import * as z from "zod";
import type { Key } from "#core/table";
import { CHANNELS, EVENTS, type EventType, isGuest, READERS, type Reader } from "./event-types.ts";
import { guestOf } from "./guests.ts";
import type { Onboarding } from "./onboarding.ts";
import { publishedTypeOf } from "./published-types.ts";
import { GENERIC } from "./ticket-source.ts";

const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** One event for one recipient. */
export const notice = z.object({
  /** Stable: onboarding, event and recipient. Carried in the message, so that a duplicate can be recognized. */
  noticeId: z.string(),
  recipient: z.enum([...READERS, ...CHANNELS]),
});

/** One event for one recipient. */
export type Notice = z.infer<typeof notice>;

/** A notice that was given up, and the name of the error at its last try. */
const givenUp = z.object({ recipient: notice.shape.recipient, errorName: z.string() });

/** An event of an onboarding, append only. */
export const onboardingEvent = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  type: z.enum(EVENT_TYPES),
  at: z.number().int(),
  by: z.string(),
  /** The reason that a person gave. */
  because: z.string().optional(),
  notices: z.array(notice),
  /** How often delivery failed. */
  tries: z.number().int(),
  /** True if a notice is sent as part of a digest. */
  hasDigest: z.literal(true).optional(),
  /** The notices that were given up; a redelivery clears them. */
  givenUp: z.array(givenUp).optional(),
  /** Says so to the stream, whose filters know single values only. */
  delivery: z.literal("given-up").optional(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
  /** Its notices are not sent before. */
  notBefore: z.number().int().optional(),
});

/** An event of an onboarding, append only. */
export type OnboardingEvent = z.infer<typeof onboardingEvent>;

/** An event as its writer describes it; `idempotencyKey` distinguishes events of one type. */
export interface NewEvent {
  readonly type: EventType;
  readonly at: number;
  /** Who did it: `customer`, `support`, `sendworthy`, or `operator:` and the ARN of the operator. */
  readonly by: string;
  readonly because?: string;
  readonly idempotencyKey?: string;
  /** True if another event of the same moment notifies people; programs get both. */
  readonly isQuiet?: boolean;
  /** Its notices are not sent before, and perhaps never: a later message may say all that they would. */
  readonly notBefore?: number;
}

/** The key of an event: events sort by the versions that they led to, and so by time. */
export function eventKey(onboardingId: string, onboardingVersion: number): Key {
  return { pk: onboardingId, sk: `event#${String(onboardingVersion).padStart(8, "0")}` };
}

/** What says who reads of an event. */
type Addressees = Pick<Onboarding, "onboardingId" | "dnsContact" | "source" | "formerContacts" | "handOffs">;

/** The event as it is first written, with a notice for each recipient. */
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

/** A mail into a help desk may be shown to the customer, so the generic source has no place for an internal note. */
function isThere(reader: Reader, at: number, onboarding: Addressees): boolean {
  if (reader === "note") return onboarding.source !== GENERIC;
  if (isGuest(reader)) return guestOf(reader, { at }, onboarding) !== undefined;
  return reader !== "dns-contact" || onboarding.dnsContact !== undefined;
}
