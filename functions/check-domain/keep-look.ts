import { closed, OUT_OF_TIME } from "#core/onboarding/changes/close-unfinished";
import { patienceAfter } from "#core/onboarding/changes/inactivity-clock";
import { nudge } from "#core/onboarding/changes/reminders";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPAIR_GRACE_MS, secondsUntil } from "#core/onboarding/schedule";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import { isRecreated, isRestartStuck, renewedTokens, withTokens } from "#core/verification/dkim-restart";
import { faultOf, judge, type Verdict } from "#core/verification/verdict";
import type { Asked, CheckDomainDeps, CheckOutcome } from "./deps.ts";

/** Writes what a look found and decided, unless somebody made it void in the meantime. */
export async function keepLook(
  before: Onboarding,
  { look, ses, slotAt }: Asked & { readonly look: NonNullable<Onboarding["look"]> },
  now: number,
  { table, reminderDays }: Pick<CheckDomainDeps, "table" | "reminderDays">,
): Promise<CheckOutcome> {
  const verdict = judge(asJudged(before, ses, now), look.records, look.findings);
  const waitSeconds = slotAt === undefined ? waitOf(verdict, before, now) : secondsUntil(slotAt, now);
  const nextLookAt = now + waitSeconds * 1000;
  const kept = {
    look,
    ses,
    schedule: { awaited: verdict.awaited, tries: verdict.tries, nextLookAt },
    dueAt: nextLookAt + REPAIR_GRACE_MS,
  };
  // A missing record may stand elsewhere, which is a mistake that nobody mended.
  const isMended =
    look.records.every(({ state }) => state === "right" || state === "missing") &&
    faultOf(look.records, look.findings) === undefined;
  const stuck = stuckNow(before, ses, now);
  let decision: CheckOutcome["decision"] = verdict.decision;
  await changeOnboarding(table, before.onboardingId, async (current): Promise<Change> => {
    const patience = patienceAfter(current, look.records, now);
    decision = decisionNow(verdict.decision, before, current);
    const isDue = nudge({ ...current, ...patience, look }, now, reminderDays) !== undefined;
    if (decision === "waiting" && isDue) decision = "ask";
    // The last look decides: what became right in time keeps it open.
    const hasTime = slotAt !== undefined || now < (patience.lapsesAt ?? current.lapsesAt);
    const isLapsed = !hasTime && decision !== "verified" && decision !== "closing";
    if (isLapsed) decision = "closing";
    const tokens = renewedTokens(current, ses);
    if (tokens !== undefined && decision !== "closing") decision = "ask";
    const renewed = tokens === undefined ? {} : withTokens(current, tokens);
    // Only what this look began with is taken in: a signal that came since is answered by the next wait.
    const signals = { ...current.signals, seen: before.signals.count };
    // What SES said holds, and its slot is used, whatever became of the records.
    if (decision === "closing" || current.edition !== before.edition) {
      // It ends in the same write: whoever asks for more time from now on hears that it is too late.
      const end = isLapsed ? await closed(table, current, OUT_OF_TIME, now) : undefined;
      return { ...stuck, ...end, set: { ses, signals, ...renewed, ...end?.set } };
    }
    const change: Change = {
      set: { ...kept, signals, ...patience, ...renewed },
      clear: isMended ? ["toldFault"] : [],
      ...stuck,
    };
    if (decision !== "verified") return change;
    // A domain that is lost is verified again, in an attempt of its own.
    const event = { type: "verified", at: now, by: "sendworthy", occasion: String(current.attempt) } as const;
    return { ...change, transition: "verify", event };
  });
  return { decision, waitSeconds };
}

/** The end is not slept through. */
function waitOf({ waitSeconds }: Verdict, { lapsesAt }: Onboarding, now: number): number {
  return lapsesAt > now ? Math.min(waitSeconds, secondsUntil(lapsesAt, now)) : waitSeconds;
}

/** SES looks at its own quick pace again once DKIM was begun anew, and so do we. */
function asJudged(before: Onboarding, ses: Onboarding["ses"], now: number): Onboarding {
  const isAnew = ses.restart?.at === now && ses.restart.outcome === "begun";
  return { ...before, ses, ...(isAnew ? { schedule: { ...before.schedule, tries: -1 } } : {}) };
}

/** Operations are told once a spell that nothing we may do ourselves helps. */
function stuckNow(before: Onboarding, ses: Onboarding["ses"], now: number): Pick<Change, "event"> {
  if (!isRestartStuck({ ...before, ses }) || isRestartStuck(before)) return {};
  const occasion = `${ses.dkimRightSince}${isRecreated(ses) ? "/recreated" : ""}`;
  return { event: { type: "dkim_stuck", at: now, by: "sendworthy", occasion } };
}

/** Cancel beats whatever a look found, and records that the customer does not know yet are told first. */
function decisionNow(
  decided: Verdict["decision"],
  before: Onboarding,
  current: Onboarding,
): CheckOutcome["decision"] {
  // Another owner may have proved meanwhile that the names are theirs.
  const isOver = current.signals.cancelledAt !== undefined || FINAL_STATUSES.includes(current.status);
  if (isOver) return "closing";
  if (current.edition !== before.edition) return "ask";
  return decided === "waiting" && current.edition > current.toldEdition ? "ask" : decided;
}
