import type { Onboarding } from "./onboarding.ts";
import { SES_READS } from "./schedule.ts";

/** A failure of a ready domain. */
export type Incident = NonNullable<Onboarding["incident"]>;

/** Returns the incident if it is not over yet. */
export function openIncident({ incident }: Pick<Onboarding, "incident">): Incident | undefined {
  return incident?.overAt === undefined ? incident : undefined;
}

/** Returns the earliest time at which SES stops to use a part of the domain; `undefined` while it misses no records. */
export function sesGivesUpAt(incident: Onboarding["incident"]): number | undefined {
  const times = incident?.ses.map(({ givesUpAt }) => givesUpAt) ?? [];
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * Returns the times at which SES is read about the parts that it stops to use: shortly after it stops, since people
 * know that time.
 */
export function giveUpReads(current: Pick<Onboarding, "incident">): readonly number[] {
  const ses = openIncident(current)?.ses ?? [];
  return ses.map(({ givesUpAt }) => givesUpAt + SES_READS.everyMs);
}

/** Adds to an open incident the parts that SES has stopped using; `undefined` if there is nothing to add. */
export function withGivenUp(
  current: Pick<Onboarding, "incident">,
  { dkim, mailFrom }: Partial<NonNullable<Onboarding["ses"]["status"]>>,
): Incident | undefined {
  const open = openIncident(current);
  const known = open?.gaveUp ?? [];
  const gaveUp = (open?.ses ?? [])
    .map(({ subject }) => subject)
    .filter((subject) => !known.includes(subject) && (subject === "dkim" ? dkim : mailFrom) === "FAILED");
  return open && gaveUp.length > 0 ? { ...open, gaveUp: [...known, ...gaveUp] } : undefined;
}
