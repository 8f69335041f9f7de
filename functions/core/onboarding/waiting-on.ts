import type { CheckedRecord } from "#core/records/last-check";
import { isRestartStuck } from "./dkim-restart.ts";
import { openIncident } from "./incident.ts";
import type { Onboarding } from "./onboarding.ts";
import { recordsRequiredForSending } from "./required-for-sending.ts";

/** Who an onboarding can wait for; `dns`: caches hold an older answer, or name servers give none. */
export const AWAITED = ["customer", "dns", "ses", "operator"] as const;

/** Who an onboarding can wait for, or nobody. */
export const PARTIES = [...AWAITED, "nobody"] as const;

/** The party that has to act next, since when, and until when at most if that is known. */
export interface WaitingOn {
  readonly whom: (typeof PARTIES)[number];
  readonly since?: number;
  readonly until?: number;
}

const NOBODY: WaitingOn = { whom: "nobody" };

/** The party that an onboarding waits for. */
export function waitingOn(current: Onboarding): WaitingOn {
  const { status, held, createdAt, failedAt, signals, ses } = current;
  switch (status) {
    case "held":
      return { whom: "operator", since: held?.since ?? createdAt };
    case "failed":
      return { whom: "operator", ...(failedAt !== undefined && { since: failedAt }) };
    case "requested":
      // Its identity waits for a slot of the SES budget.
      return { whom: "ses", since: createdAt, ...(ses.slotAt !== undefined && { until: ses.slotAt }) };
    case "records_issued":
    case "confirmed":
      return signals.cancelledAt === undefined ? waitingForRecords(current) : NOBODY;
    case "ready": {
      const open = openIncident(current);
      return open === undefined ? NOBODY : { whom: "customer", since: open.since };
    }
    default:
      return NOBODY;
  }
}

function waitingForRecords(current: Onboarding): WaitingOn {
  const { lastCheck, inactivity, createdAt, ses, dkimVerifiedAt } = current;
  if (ses.status?.signingOff === "made-by-hand") return { whom: "operator", since: ses.readAt ?? createdAt };
  if (isRestartStuck(current)) return { whom: "operator", since: ses.restart?.at ?? ses.readAt ?? createdAt };
  const customer: WaitingOn = { whom: "customer", since: inactivity?.since ?? createdAt };
  if (lastCheck === undefined) return customer;
  const required = recordsRequiredForSending(current, lastCheck.records, ({ record }) => record);
  if (required.some(({ state }) => state !== "right" && state !== "unknown")) return customer;
  const since = lastCheck.rightSince ?? dkimVerifiedAt ?? lastCheck.at;
  if (required.some(({ state }) => state === "unknown")) return { whom: "dns", since };
  return required.every(({ propagation }) => propagation === "everywhere")
    ? { whom: "ses", since }
    : { whom: "dns", since, ...cachedUntil(required) };
}

function cachedUntil(records: readonly CheckedRecord[]): Pick<WaitingOn, "until"> {
  const times = records.flatMap(({ cachedUntil: at }) => at ?? []);
  return times.length === 0 ? {} : { until: Math.max(...times) };
}
