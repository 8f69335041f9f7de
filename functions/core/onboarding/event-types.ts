/**
 * The readers of messages. "dns-contact" exists only if a ticket names one. "ticket" is a public comment for
 * the customer, and "note" is an internal comment for support. "former-contact" and "hand-off" get a single
 * mail each.
 */
export const READERS = [
  "customer",
  "dns-contact",
  "former-contact",
  "hand-off",
  "ticket",
  "note",
  "ops",
] as const;

/** A reader of messages. */
export type Reader = (typeof READERS)[number];

/** The channels to the platform: the event bus, and the platform's webhook. */
export const CHANNELS = ["bus", "platform"] as const;

/** A recipient of an event; each one gets its own notice. */
export type Recipient = Reader | (typeof CHANNELS)[number];

/** A reader who gets mail at an address from the ticket. */
export type Person = Extract<Reader, "customer" | "dns-contact">;

/** A reader who gets a single mail, about one event. */
export type Guest = Extract<Reader, "former-contact" | "hand-off">;

/** True for the recipients who operate Sendworthy: they read English, and get notices of a muted onboarding, too. */
export function isOperator(recipient: Recipient): recipient is Extract<Reader, "ops"> {
  return recipient === "ops";
}

/** True for a reader who gets a single mail, about one event. */
export function isGuest(recipient: Recipient): recipient is Guest {
  return recipient === "former-contact" || recipient === "hand-off";
}

/** True for a reader who gets mail at an address from the ticket. */
export function isPerson(recipient: Recipient): recipient is Person {
  return recipient === "customer" || recipient === "dns-contact";
}

/** The events of an onboarding, each with its readers. */
export const EVENTS = {
  requested: [],
  held: ["ticket", "note", "ops"],
  approved: [],
  joined: [],
  contested: ["ops"],
  control_proved: [],
  covered: [],
  records_issued: ["customer", "dns-contact", "ticket", "note"],
  records_wrong: ["customer", "dns-contact", "ticket", "note"],
  answered: ["ticket"],
  confirmed: [],
  followed_up: ["customer", "dns-contact"],
  amended: [],
  approved_without_mail_from: [],
  check_asked: [],
  cancel_asked: [],
  link_shown: [],
  link_reissued: ["customer", "dns-contact", "ticket"],
  contact_changed: ["customer", "dns-contact", "former-contact", "ticket"],
  handed_off: ["hand-off"],
  hand_off_ended: [],
  muted: [],
  unmuted: [],
  redelivery_asked: [],
  redriven: [],
  dkim_verified: ["customer", "ticket"],
  dkim_stuck: ["ops"],
  signing_disabled: ["ops"],
  mail_from_differs: ["ops"],
  sending_paused: ["ops"],
  recreation_approved: [],
  verified: [],
  configured: [],
  reminded: ["customer", "dns-contact", "ticket"],
  expiry_near: ["customer", "dns-contact", "ticket", "note"],
  extended: ["ticket"],
  ready: ["customer", "dns-contact", "ticket", "ops"],
  expired: ["customer", "dns-contact", "ticket", "note"],
  cancelled: ["customer", "dns-contact", "ticket", "note"],
  // The operator asks the customer for the ticket that continues the set-up.
  identity_assigned: [],
  forgotten: [],
  identity_released: ["customer", "ticket"],
  failed: ["note", "ops"],
  domain_degraded: ["customer", "dns-contact", "ticket", "note", "ops"],
  domain_lost: ["customer", "dns-contact", "ticket", "note", "ops"],
  // The operator who released the domain needs no notice; `identity_released` tells the customer which
  // records can be removed.
  domain_released: [],
  domain_recovered: ["customer", "dns-contact", "ticket", "ops"],
  addresses_failing: ["customer", "dns-contact", "ticket", "note", "ops"],
  addresses_passing: ["customer", "dns-contact", "ticket", "ops"],
} as const satisfies Record<string, readonly Reader[]>;

/** The type of an event. */
export type EventType = keyof typeof EVENTS;

/** The types of events of which a reader is notified. */
export type EventsFor<R extends Reader> = {
  [E in EventType]: R extends (typeof EVENTS)[E][number] ? E : never;
}[EventType];
