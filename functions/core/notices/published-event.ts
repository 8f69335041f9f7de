import * as z from "zod";
import type { Notice, OnboardingEvent } from "#core/onboarding/event";
import { sesGivesUpAt } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type PublishedType, publishedTypeOf } from "#core/onboarding/published-types";
import { ticketSource } from "#core/onboarding/ticket-source";
import { requiredRecord } from "#core/records/required-records";

const time = z.iso.datetime();

/** The fields that every published event has. */
const onboardingFields = z.strictObject({
  onboardingId: z.string(),
  source: ticketSource,
  ticket: z.string(),
  project: z.string(),
  owner: z.string(),
  identity: z.string(),
  mailFrom: z.string(),
  fromAddresses: z.array(z.string()),
});

const endingFields = onboardingFields.extend({
  /** A code such as `expired` or `identity-taken`, or the error of the state machine. */
  reason: z.string(),
});

const incidentFields = onboardingFields.extend({
  since: time,
  records: z.array(z.strictObject({ name: z.string(), type: z.string(), lastRightAt: time.optional() })),
});

/** The `data` of each type of event. */
const DATA = {
  "onboarding.requested": onboardingFields,
  "onboarding.records_issued": onboardingFields.extend({ records: z.array(requiredRecord) }),
  "onboarding.confirmed": onboardingFields,
  "onboarding.dkim_verified": onboardingFields,
  "onboarding.verified": onboardingFields,
  /** True if an operator approved the domain although its MAIL FROM records are not right. */
  "onboarding.ready": onboardingFields.extend({ withoutMailFrom: z.boolean() }),
  "onboarding.expired": endingFields,
  "onboarding.failed": endingFields,
  "onboarding.cancelled": endingFields,
  "domain.degraded": incidentFields.extend({ sesGivesUpAt: time.optional() }),
  "domain.lost": incidentFields,
  "domain.recovered": onboardingFields.extend({ since: time }),
  "domain.released": onboardingFields,
} as const satisfies Record<PublishedType, z.ZodType>;

/**
 * An event in its published form, which is the same on the event bus and in webhooks:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export interface PublishedEvent {
  /** All copies of the event have the same id. */
  readonly id: string;
  readonly type: PublishedType;
  /** The time of the event, not of its delivery. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The schema of each type of event. */
export const PUBLISHED_EVENT_SCHEMAS = Object.entries(DATA).map(([type, data]) => ({
  type,
  shape: z.strictObject({ id: z.string(), type: z.literal(type), timestamp: time, data }),
}));

/** Builds the published form of a notice's event; throws for an event type that is not published. */
export function publishedEvent(
  notice: Notice,
  event: OnboardingEvent,
  onboarding: Onboarding,
): PublishedEvent {
  const type = publishedTypeOf(event.type);
  if (type === undefined) throw new Error(`${event.type} is not a published event`);
  const { onboardingId, source, ticket, project, owner, identity, mailFrom, fromAddresses } = onboarding;
  const facts = { onboardingId, source, ticket, project, owner, identity, mailFrom, fromAddresses };
  return {
    id: notice.noticeId.slice(0, -`/${notice.recipient}`.length),
    type,
    timestamp: isoTime(event.at),
    data: DATA[type].parse({ ...facts, ...typeSpecificFields(type, event, onboarding) }),
  };
}

function typeSpecificFields(type: PublishedType, { at }: OnboardingEvent, onboarding: Onboarding): object {
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
      return { ...incidentData(incident, at), ...sesDeadline(incident) };
    case "domain.lost":
      return incidentData(incident, at);
    case "domain.recovered":
      return { since: isoTime(incident?.since ?? at) };
    default:
      return {};
  }
}

/**
 * Describes the incident as the onboarding has it now, because it may be over when the event is delivered.
 */
function incidentData(incident: Onboarding["incident"], at: number): object {
  const records = (incident?.records ?? []).map(({ name, type, rightAt }) => ({
    name,
    type,
    ...(rightAt === undefined ? {} : { lastRightAt: isoTime(rightAt) }),
  }));
  return { since: isoTime(incident?.since ?? at), records };
}

function sesDeadline(incident: Onboarding["incident"]): object {
  const at = sesGivesUpAt(incident);
  return at === undefined ? {} : { sesGivesUpAt: isoTime(at) };
}

function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
