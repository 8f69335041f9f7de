import { z } from "zod";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type PublishedType, publishedTypeOf } from "#core/onboarding/published-types";
import { SOURCES } from "#core/onboarding/ticket-source";
import { requiredRecord } from "#core/records/required-records";

const time = z.iso.datetime();

/** What every event says of the onboarding that it is about. */
const about = z.strictObject({
  onboardingId: z.string(),
  source: z.enum(SOURCES),
  ticket: z.string(),
  project: z.string(),
  owner: z.string(),
  identity: z.string(),
  mailFrom: z.string(),
  fromAddresses: z.array(z.string()),
});

const ended = about.extend({
  /** A code, such as `expired` or `identity-taken`, or what the state machine said. */
  reason: z.string(),
});

const troubled = about.extend({
  since: time,
  records: z.array(z.strictObject({ name: z.string(), type: z.string(), lastRightAt: time.optional() })),
});

/** What an event of each type says. */
const DATA = {
  "onboarding.requested": about,
  "onboarding.records_issued": about.extend({ records: z.array(requiredRecord) }),
  "onboarding.confirmed": about,
  "onboarding.dkim_verified": about,
  "onboarding.verified": about,
  /** True if an operator let it be ready while its MAIL FROM domain is not. */
  "onboarding.ready": about.extend({ withoutMailFrom: z.boolean() }),
  "onboarding.expired": ended,
  "onboarding.failed": ended,
  "onboarding.cancelled": ended,
  "domain.degraded": troubled.extend({ sesGivesUpAt: time.optional() }),
  "domain.lost": troubled,
  "domain.recovered": about.extend({ since: time }),
  "domain.released": about,
} as const satisfies Record<PublishedType, z.ZodType>;

/**
 * An event as the platform hears of it, on the bus and by webhook alike:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export interface PublishedEvent {
  /** The same for every copy of it. */
  readonly id: string;
  readonly type: PublishedType;
  /** When it happened, not when it was sent. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The shape of each type of event, by its name. */
export const PUBLISHED_EVENT_SCHEMAS = Object.entries(DATA).map(([type, data]) => ({
  type,
  shape: z.strictObject({ id: z.string(), type: z.literal(type), timestamp: time, data }),
}));

/** The event that a notice to the platform carries; throws if its type is none that leaves. */
export function publishedEvent(
  notice: Notice,
  event: OnboardingEvent,
  onboarding: Onboarding,
): PublishedEvent {
  const type = publishedTypeOf(event.type);
  if (type === undefined) throw new Error(`${event.type} is no event that leaves`);
  const { onboardingId, source, ticket, project, owner, identity, mailFrom, fromAddresses } = onboarding;
  const facts = { onboardingId, source, ticket, project, owner, identity, mailFrom, fromAddresses };
  return {
    id: notice.noticeId.slice(0, -`/${notice.recipient}`.length),
    type,
    timestamp: isoTime(event.at),
    data: DATA[type].parse({ ...facts, ...particulars(type, event, onboarding) }),
  };
}

function particulars(type: PublishedType, { at }: OnboardingEvent, onboarding: Onboarding): object {
  const { records, closedBecause = "unknown", incident, withoutMailFrom } = onboarding;
  switch (type) {
    case "onboarding.records_issued":
      return { records };
    case "onboarding.ready":
      return { withoutMailFrom: withoutMailFrom !== undefined };
    case "onboarding.expired":
    case "onboarding.failed":
    case "onboarding.cancelled":
      return { reason: closedBecause };
    case "domain.degraded":
      return { ...missed(incident, at), ...givenUp(incident) };
    case "domain.lost":
      return missed(incident, at);
    case "domain.recovered":
      return { since: isoTime(incident?.since ?? at) };
    default:
      return {};
  }
}

/** Told late, a trouble may be over or another one: what is still known of it is said. */
function missed(incident: Onboarding["incident"], at: number): object {
  const records = (incident?.records ?? []).map(({ name, type, rightAt }) => ({
    name,
    type,
    ...(rightAt === undefined ? {} : { lastRightAt: isoTime(rightAt) }),
  }));
  return { since: isoTime(incident?.since ?? at), records };
}

function givenUp(incident: Onboarding["incident"]): object {
  const times = (incident?.ses ?? []).map(({ givesUpAt }) => givesUpAt);
  return times.length === 0 ? {} : { sesGivesUpAt: isoTime(Math.min(...times)) };
}

function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
