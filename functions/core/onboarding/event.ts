import { z } from "zod";
import type { Key } from "#core/table";
import type { Onboarding } from "./onboarding.ts";
import { outboundTypeOf } from "./published-types.ts";

const READERS = ["customer", "dns-contact", "ticket", "ops"] as const;

/** Who reads letters; the DNS contact only where a ticket names one. */
export type Reader = (typeof READERS)[number];

/** What the platform hears events by: the event bus, and its own webhook. */
const CHANNELS = ["bus", "platform"] as const;

/** Who is told of an event, in a notice each. */
export type Recipient = Reader | (typeof CHANNELS)[number];

/** Who gets mail of their own, at an address that the ticket named. */
export type Person = Extract<Reader, "customer" | "dns-contact">;

/** True for who gets mail of their own; neither the ticket nor operations nor a program is a person. */
export function isPerson(recipient: Recipient): recipient is Person {
  return recipient === "customer" || recipient === "dns-contact";
}

/** What happens to an onboarding that somebody may want to know, and who reads of it. */
export const EVENTS = {
  requested: [],
  held: ["ticket", "ops"],
  approved: [],
  joined: [],
  contested: ["ops"],
  control_proved: [],
  covered: [],
  records_issued: ["customer", "dns-contact", "ticket"],
  records_wrong: ["customer", "dns-contact", "ticket"],
  confirmed: [],
  amended: [],
  approved_without_mail_from: [],
  check_asked: [],
  cancel_asked: [],
  link_reissued: ["customer"],
  muted: [],
  unmuted: [],
  redelivery_asked: [],
  dkim_verified: ["customer", "ticket"],
  dkim_stuck: ["ops"],
  recreation_approved: [],
  verified: [],
  configured: [],
  reminded: ["customer", "dns-contact"],
  expiry_near: ["customer", "dns-contact", "ticket"],
  extended: ["ticket"],
  ready: ["customer", "dns-contact", "ticket", "ops"],
  expired: ["customer", "dns-contact", "ticket"],
  cancelled: ["customer", "dns-contact", "ticket"],
  forgotten: [],
  identity_released: ["customer", "ticket"],
  failed: ["ops"],
  domain_degraded: ["customer", "dns-contact", "ticket", "ops"],
  domain_lost: ["customer", "dns-contact", "ticket", "ops"],
  // Who gave it back knows it; the customer hears which records may go once SES holds nothing.
  domain_released: [],
  domain_recovered: ["customer", "dns-contact", "ticket", "ops"],
  addresses_failing: ["customer", "dns-contact", "ticket", "ops"],
  addresses_passing: ["customer", "dns-contact", "ticket", "ops"],
} as const satisfies Record<string, readonly Reader[]>;

/** The name of an event. */
export type EventType = keyof typeof EVENTS;

/** The events that a reader is told of. */
export type ToldTo<R extends Reader> = {
  [E in EventType]: R extends (typeof EVENTS)[E][number] ? E : never;
}[EventType];

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
  readonly occasion?: string;
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
  { type, at, by, occasion, isQuiet = false }: NewEvent,
): OnboardingEvent {
  const stem = [onboardingId, type, ...(occasion === undefined ? [] : [occasion])].join("/");
  const readers = EVENTS[type].filter((reader) => reader !== "dns-contact" || dnsContact !== undefined);
  const channels = outboundTypeOf(type) === undefined ? [] : CHANNELS;
  const recipients = [...(isQuiet ? [] : readers), ...channels];
  const notices = recipients.map((recipient) => ({ noticeId: `${stem}/${recipient}`, recipient }));
  const pending = notices.length > 0 ? ({ queue: "undelivered", dueAt: at } as const) : {};
  return { onboardingId, version: 1, type, at, by, notices, tries: 0, ...pending };
}
