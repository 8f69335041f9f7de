import type { EventType } from "./event-types.ts";

/** The events that are published to the platform, each with its name there; the others stay internal. */
export const PUBLISHED_TYPES = {
  requested: "onboarding.requested",
  // A held request becomes a request for the platform when it is approved
  approved: "onboarding.requested",
  records_issued: "onboarding.records_issued",
  confirmed: "onboarding.confirmed",
  dkim_verified: "onboarding.dkim_verified",
  verified: "onboarding.verified",
  ready: "onboarding.ready",
  expired: "onboarding.expired",
  failed: "onboarding.failed",
  cancelled: "onboarding.cancelled",
  domain_degraded: "domain.degraded",
  domain_lost: "domain.lost",
  domain_recovered: "domain.recovered",
  domain_released: "domain.released",
} as const satisfies Partial<Record<EventType, string>>;

/** The name of an event as it is published. */
export type PublishedType = (typeof PUBLISHED_TYPES)[keyof typeof PUBLISHED_TYPES];

/** The published name of an event; `undefined` if it stays internal. */
export function publishedTypeOf(type: EventType): PublishedType | undefined {
  const types: Partial<Record<EventType, PublishedType>> = PUBLISHED_TYPES;
  return types[type];
}
