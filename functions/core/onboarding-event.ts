import { z } from "zod";
import { outboundTypeOf } from "#core/outbound/outbound-types";
import type { Key } from "#core/table";

/** Who reads letters. */
export type Reader = "customer" | "ticket" | "ops";

/** What the platform hears events by: the event bus, and its own webhook. */
const CHANNELS = ["bus", "platform"] as const;

/** Who is told of an event, in a notice each. */
export type Recipient = Reader | (typeof CHANNELS)[number];

/** What happens to an onboarding that somebody may want to know, and who reads of it. */
export const EVENTS = {
  requested: [],
  records_issued: ["customer", "ticket"],
  records_wrong: ["customer"],
  confirmed: [],
  amended: [],
  dkim_verified: ["ticket"],
  dkim_stuck: ["ops"],
  verified: [],
  configured: [],
  reminded: ["customer"],
  expiry_near: ["customer", "ticket"],
  extended: ["ticket"],
  ready: ["customer", "ticket", "ops"],
  expired: ["customer", "ticket"],
  cancelled: ["customer", "ticket"],
  failed: ["ops"],
  domain_degraded: ["customer", "ticket", "ops"],
  domain_lost: ["customer", "ticket", "ops"],
  domain_recovered: ["customer", "ticket", "ops"],
} as const satisfies Record<string, readonly Reader[]>;

/** The name of an event. */
export type EventType = keyof typeof EVENTS;

const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** One thing to tell one recipient on one occasion. */
const notice = z.object({
  /** Stable: onboarding, occasion and recipient. Carried in the message, so that a duplicate can be known. */
  noticeId: z.string(),
  recipient: z.enum(["customer", "ticket", "ops", ...CHANNELS]),
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
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
});

/** An event of an onboarding, append only. */
export type OnboardingEvent = z.infer<typeof onboardingEvent>;

/** What a writer says of an event; `occasion` tells events of one type apart. */
export interface NewEvent {
  readonly type: EventType;
  readonly at: number;
  /** Who did it: `customer`, `support` or `sendworthy`. */
  readonly by: string;
  readonly occasion?: string;
}

/** Where the event of an onboarding's version lies: events sort by the order in which they happened. */
export function eventKey(onboardingId: string, onboardingVersion: number): Key {
  return { pk: onboardingId, sk: `event#${String(onboardingVersion).padStart(8, "0")}` };
}

/** The event as it is first written, with a notice for each recipient. */
export function openEvent(onboardingId: string, { type, at, by, occasion }: NewEvent): OnboardingEvent {
  const stem = [onboardingId, type, ...(occasion === undefined ? [] : [occasion])].join("/");
  const channels = outboundTypeOf(type) === undefined ? [] : CHANNELS;
  const recipients = [...EVENTS[type], ...channels];
  const notices = recipients.map((recipient) => ({ noticeId: `${stem}/${recipient}`, recipient }));
  const pending = notices.length > 0 ? ({ queue: "undelivered", dueAt: at } as const) : {};
  return { onboardingId, version: 1, type, at, by, notices, tries: 0, ...pending };
}
