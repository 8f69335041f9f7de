import { z } from "zod";
import type { Key } from "#core/table";
import { CHANNELS, EVENTS, type EventType, READERS } from "./event-types.ts";
import type { Onboarding } from "./onboarding.ts";
import { publishedTypeOf } from "./published-types.ts";

const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** One thing to tell one recipient on one occasion. */
export const notice = z.object({
  /** Stable: onboarding, occasion and recipient. Carried in the message, so that a duplicate can be known. */
  noticeId: z.string(),
  recipient: z.enum([...READERS, ...CHANNELS]),
});

/** One thing to tell one recipient on one occasion. */
export type Notice = z.infer<typeof notice>;

/** An event of an onboarding, append only. */
export const onboardingEvent = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  type: z.enum(EVENT_TYPES),
  at: z.number().int(),
  by: z.string(),
  notices: z.array(notice),
  /** How often delivery failed. */
  tries: z.number().int(),
  /** True if a notice is sent as part of a digest. */
  hasDigest: z.literal(true).optional(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
});

/** An event of an onboarding, append only. */
export type OnboardingEvent = z.infer<typeof onboardingEvent>;

/** What a writer says of an event; `occasion` tells events of one type apart. */
export interface NewEvent {
  readonly type: EventType;
  readonly at: number;
  /** Who did it: `customer`, `support`, `sendworthy`, or `operator:` and the ARN of whoever it was. */
  readonly by: string;
  readonly idempotencyKey?: string;
  /** True where people are told by another event of the same moment; programs hear of each. */
  readonly isQuiet?: boolean;
}

/** Where the event of an onboarding's version lies: events sort by the order in which they happened. */
export function eventKey(onboardingId: string, onboardingVersion: number): Key {
  return { pk: onboardingId, sk: `event#${String(onboardingVersion).padStart(8, "0")}` };
}

/** The event as it is first written, with a notice for each recipient. */
export function openEvent(
  { onboardingId, dnsContact }: Pick<Onboarding, "onboardingId" | "dnsContact">,
  { type, at, by, idempotencyKey, isQuiet = false }: NewEvent,
): OnboardingEvent {
  const stem = [onboardingId, type, ...(idempotencyKey === undefined ? [] : [idempotencyKey])].join("/");
  const readers = EVENTS[type].filter((reader) => reader !== "dns-contact" || dnsContact !== undefined);
  const channels = publishedTypeOf(type) === undefined ? [] : CHANNELS;
  const recipients = [...(isQuiet ? [] : readers), ...channels];
  const notices = recipients.map((recipient) => ({ noticeId: `${stem}/${recipient}`, recipient }));
  const pending = notices.length > 0 ? ({ queue: "undelivered", dueAt: at } as const) : {};
  return { onboardingId, version: 1, type, at, by, notices, tries: 0, ...pending };
}
