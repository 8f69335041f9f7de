import { closeUnfinished, EXPIRED } from "#core/onboarding/changes/close-unfinished";
import { nextReminderAt } from "#core/onboarding/changes/reminders";
import { REFUSED_WITHIN_SECONDS } from "#core/onboarding/executions";
import { giveUpReads } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { secondsUntil, ZONE_TURN_MS } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { changeAfterCheck } from "#core/verification/change-after-check";
import {
  type CheckFacts,
  type DecisionAfterCheck,
  decideAfterCheck,
} from "#core/verification/decide-after-check";
import { notifyCustomer } from "#core/verification/notify-customer";
import { judge, type Verdict } from "#core/verification/verdict";
import type { CheckDomainDeps, CheckOutcome, SesOutcome } from "./deps.ts";

/**
 * Decides on the result of a check and writes it. If another write came after `stored` was read, decides
 * again.
 */
export async function saveCheck(
  before: Onboarding,
  {
    stored,
    lastCheck,
    ses,
    slotAt,
    turnAt,
    advised,
  }: SesOutcome &
    Pick<CheckFacts, "lastCheck" | "advised"> & { readonly stored: Onboarding; readonly turnAt?: number },
  now: number,
  deps: SaveDeps,
): Promise<CheckOutcome> {
  const { table, reminderDays } = deps;
  const verdict = judge(withRestartedSchedule(before, ses, now), lastCheck.records, lastCheck.findings);
  // A check in an SES slot also needs a turn at the zone.
  const postponedTo = turnAt ?? (slotAt && Math.max(slotAt, now + ZONE_TURN_MS));
  const waitSeconds =
    postponedTo === undefined ? waitOf(verdict, before, now, reminderDays) : secondsUntil(postponedTo, now);
  const nextCheckAt = now + waitSeconds * 1000;
  const isPostponed = postponedTo !== undefined;
  const known = { before, lastCheck, advised, ses, verdict, isPostponed, now, reminderDays };
  let decision: DecisionAfterCheck = { kind: verdict.decision };
  const after = await changeOnboarding(table, stored, async (current) => {
    const facts = { ...known, current };
    decision = decideAfterCheck(facts);
    const closing =
      decision.kind === "expired" ? await closeUnfinished(table, current, EXPIRED, now) : undefined;
    return changeAfterCheck(decision, { ...facts, nextCheckAt, turnAt }, closing);
  });
  return outcomeOf(decision, waitSeconds, { after, now, deps });
}

/** The notification of the customer is recorded in the same state, which saves a state transition. */
async function outcomeOf(
  { kind }: DecisionAfterCheck,
  waitSeconds: number,
  { after, now, deps }: { after: Onboarding; now: number; deps: SaveDeps },
): Promise<CheckOutcome> {
  switch (kind) {
    case "waiting":
      return { decision: "waiting", waitSeconds };
    case "verified":
      return { decision: "verified", waitSeconds: REFUSED_WITHIN_SECONDS };
    case "ended":
    case "expired":
      return { decision: "closing", waitSeconds: REFUSED_WITHIN_SECONDS };
    case "ask":
    case "records-replaced":
    case "dkim-tokens-renewed": {
      const { schedule } = await notifyCustomer(after, now, deps);
      return { decision: "waiting", waitSeconds: secondsUntil(schedule.nextCheckAt, now) };
    }
  }
}

type SaveDeps = Pick<CheckDomainDeps, "table" | "reminderDays">;

/**
 * Returns the time to wait. It never passes a reminder, an expiry warning, the expiry, or the end of SES's
 * search, so that each is on time.
 */
function waitOf(
  { waitSeconds }: Verdict,
  before: Onboarding,
  now: number,
  reminderDays?: readonly number[],
): number {
  const ends = [before.expiresAt, nextReminderAt(before, now, reminderDays), ...giveUpReads(before)];
  const times = ends.filter((at) => at > now);
  const waits = times.map((at) => secondsUntil(at, now));
  return Math.min(waitSeconds, ...waits);
}

/** After a restart of DKIM, SES checks often again, so the schedule starts from its shortest interval. */
function withRestartedSchedule(before: Onboarding, ses: Onboarding["ses"], now: number): Onboarding {
  const isRestarted = ses.restart?.at === now && ses.restart.outcome === "started";
  return { ...before, ses, ...(isRestarted ? { schedule: { ...before.schedule, tries: -1 } } : {}) };
}
