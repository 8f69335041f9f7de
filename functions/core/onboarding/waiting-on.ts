import type { CheckedRecord } from "#core/records/last-check";
import { isRestartStuck } from "./dkim-restart.ts";
import { openIncident } from "./incident.ts";
import type { Onboarding } from "./onboarding.ts";
import { recordsRequiredForSending } from "./required-for-sending.ts";

/**
 * The parties that an onboarding can wait for. "dns": caches hold an older answer, or name servers give none.
 */
export const AWAITED = ["customer", "dns", "ses", "operator"] as const;

/** The parties that an onboarding can wait for, or "nobody". */
export const PARTIES = [...AWAITED, "nobody"] as const;

/** The party that has to act next, since when, and the latest time if it is known. */
export interface WaitingOn {
  readonly party: (typeof PARTIES)[number];
  readonly since?: number;
  readonly until?: number;
}

const NOBODY: WaitingOn = { party: "nobody" };

/** Returns the party that an onboarding waits for. */
export function waitingOn(current: Onboarding): WaitingOn {
  const { status, held, createdAt, failedAt, signals, ses } = current;
  switch (status) {
    case "held":
      return { party: "operator", since: held?.since ?? createdAt };
    case "failed":
      return { party: "operator", ...(failedAt !== undefined && { since: failedAt }) };
    case "requested":
      // The identity waits for an SES slot.
      return { party: "ses", since: createdAt, ...(ses.slotAt !== undefined && { until: ses.slotAt }) };
    case "records_issued":
    case "confirmed":
    case "lost":
      return signals.cancelledAt === undefined ? waitingForRecords(current) : NOBODY;
    case "ready": {
      const open = openIncident(current);
      return open === undefined ? NOBODY : { party: "customer", since: open.since };
    }
    default:
      return NOBODY;
  }
}

function waitingForRecords(current: Onboarding): WaitingOn {
  const { lastCheck, inactivity, createdAt, ses, dkimVerifiedAt } = current;
  // The latest read of SES is not used, because each read would make the wait seem new.
  if (ses.status?.signingOff === "made-by-hand") return { party: "operator", since: createdAt };
  if (isRestartStuck(current))
    return { party: "operator", since: ses.restart?.at ?? ses.dkimRightSince ?? createdAt };
  const customer: WaitingOn = { party: "customer", since: inactivity?.since ?? createdAt };
  if (lastCheck === undefined) return customer;
  const required = recordsRequiredForSending(current, lastCheck.records, ({ record }) => record);
  if (required.some(({ state }) => state !== "right" && state !== "unknown")) return customer;
  const since = lastCheck.rightSince ?? dkimVerifiedAt ?? lastCheck.at;
  if (required.some(({ state }) => state === "unknown")) return { party: "dns", since };
  return required.every(({ propagation }) => propagation === "everywhere")
    ? { party: "ses", since }
    : { party: "dns", since, ...cachedUntil(required) };
}

function cachedUntil(records: readonly CheckedRecord[]): Pick<WaitingOn, "until"> {
  const times = records.flatMap(({ cachedUntil: at }) => at ?? []);
  return times.length === 0 ? {} : { until: Math.max(...times) };
}
