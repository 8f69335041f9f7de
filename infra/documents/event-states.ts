import type { EventType } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import { EXAMPLE } from "../bench/page/example.ts";

const AT = EXAMPLE.createdAt;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An event, and a state of an onboarding in which it happens. */
export interface EventState {
  readonly event: EventType;
  /** The state in words; empty if it does not matter. */
  readonly state: string;
  readonly onboarding: Onboarding;
}

/** The states on which messages depend, for each event, with an example of each. */
const STATES: Partial<Record<EventType, Readonly<Record<string, Partial<Onboarding>>>>> = {
  held: { "the requester is not known": { status: "held", held: { for: "requester", since: AT } } },
  records_issued: { "nothing is published": { ...published(0), status: "records_issued" } },
  records_wrong: { "two right, one wrong, two missing": {} },
  answered: {
    "nothing is published": published(0),
    "two right, one wrong, two missing": {},
    "all right": published(5),
    "SES misses records": missed(published(2)),
  },
  followed_up: { "three right by now": published(3), "all right by now": published(5) },
  dkim_verified: { "the MAIL FROM domain is left": verified(published(3)) },
  reminded: { "three right": published(3), "all right by now": published(5) },
  expiry_near: { "three right": { ...published(3), expiresAt: AT + 7 * DAY_MS } },
  ready: { "all right": { status: "ready", ...published(5) } },
  expired: {
    "three right": { status: "expired", closedBecause: "expired", ...published(3) },
    "not approved": {
      status: "expired",
      closedBecause: "not-approved",
      held: { for: "requester", since: AT },
      records: [],
    },
  },
  cancelled: { "cancelled in the ticket": { status: "cancelled", closedBecause: "cancelled" } },
  failed: { "the identity is missing": { status: "failed", failedFrom: "confirmed" } },
  domain_degraded: {
    "two right": missed(published(2)),
    "all right": missed(published(5)),
    "not checked since": missed({ lastCheck: undefined }),
  },
  domain_lost: {
    "two right": { ...missed(published(2)), status: "lost" },
    "SES has stopped": {
      ...published(2),
      status: "lost",
      incident: { since: AT, lostAt: AT, ses: [], gaveUp: ["dkim"], records: [] },
    },
  },
  domain_recovered: {
    "all right": { ...published(5), status: "ready", incident: { ...incident(), overAt: AT } },
  },
  addresses_failing: { "one address": { status: "ready", failingAddresses: EXAMPLE.fromAddresses } },
  addresses_passing: { "no address is left": { status: "ready", failingAddresses: [] } },
  identity_released: {
    "records are published": { status: "expired", released: { at: AT, records: EXAMPLE.records } },
  },
};

/** Returns the states of one event. */
export function statesOf(event: EventType): EventState[] {
  const states = STATES[event] ?? { "two right, one wrong, two missing": {} };
  return Object.entries(states).map(([state, said]) => ({
    ...{ event, state },
    onboarding: { ...EXAMPLE, source: "desk", dnsContact: "dns@agency.example", ...said },
  }));
}

/** Makes a check that found this many records right and the others missing. */
function published(right: number): Pick<Onboarding, "lastCheck"> {
  const records = EXAMPLE.records.map((record, index): CheckedRecord => {
    const isRight = index < right;
    return {
      record,
      state: isRight ? "right" : "missing",
      seen: [],
      propagation: isRight ? "everywhere" : "not-at-name-servers",
      unanswered: [],
    };
  });
  return { lastCheck: { at: AT, queries: 5, records } };
}

function verified(said: Partial<Onboarding>): Partial<Onboarding> {
  const status = { verification: "SUCCESS", dkim: "SUCCESS" } as const;
  return { ...said, dkimVerifiedAt: AT, ses: { reads: 1, status } };
}

function incident(): NonNullable<Onboarding["incident"]> {
  const ses = [{ subject: "dkim", givesUpAt: AT + 72 * HOUR_MS } as const];
  const records = EXAMPLE.records.filter(({ purpose }) => purpose === "dkim");
  return { since: AT, ses, records: records.map(({ name, type }) => ({ name, type })) };
}

function missed(said: Partial<Onboarding>): Partial<Onboarding> {
  return { status: "ready", incident: incident(), ...said };
}
