import type { Onboarding } from "#core/onboarding";
import { changeOnboarding } from "#core/onboarding-store";
import { REPAIR_GRACE_MS, secondsUntil } from "#core/schedule";
import type { Table } from "#core/table";
import { isDkimVerified, judge } from "#core/verdict";
import type { Asked } from "./ask-ses.ts";
import type { CheckOutcome } from "./check-domain.ts";

/** Writes what a look found and decided, unless somebody made it void in the meantime. */
export async function keepLook(
  before: Onboarding,
  { look, ses, slotAt }: Asked & { readonly look: NonNullable<Onboarding["look"]> },
  now: number,
  table: Table,
): Promise<CheckOutcome> {
  const verdict = judge({ ...before, ses }, look.records);
  const waitSeconds = slotAt === undefined ? verdict.waitSeconds : secondsUntil(slotAt, now);
  const nextLookAt = now + waitSeconds * 1000;
  const kept = {
    look,
    ses,
    schedule: { awaited: verdict.awaited, tries: verdict.tries, nextLookAt },
    dueAt: nextLookAt + REPAIR_GRACE_MS,
  };
  let decision: CheckOutcome["decision"] = verdict.decision;
  if (isDkimVerified({ ...before, ses })) await keepMilestone(before.onboardingId, now, table);

  await changeOnboarding(table, before.onboardingId, (current) => {
    // Only what this look began with is taken in: a signal that came since is answered by the next wait.
    const signals = { ...current.signals, seen: before.signals.count };
    if (current.signals.cancelledAt !== undefined) {
      decision = "closing";
      return { set: { signals } };
    }
    if (current.edition !== before.edition) {
      decision = "ask";
      return { set: { signals } };
    }
    decision = verdict.decision;
    if (verdict.decision === "verified") {
      const event = { type: "verified", at: now, by: "sendworthy" } as const;
      return { set: { ...kept, signals }, transition: "verify", event };
    }
    return { set: { ...kept, signals } };
  });
  return { decision, waitSeconds };
}

/** From here on from addresses can be added, whatever MAIL FROM still waits for. */
async function keepMilestone(onboardingId: string, now: number, table: Table): Promise<void> {
  await changeOnboarding(table, onboardingId, (current) =>
    current.dkimVerifiedAt === undefined
      ? { set: { dkimVerifiedAt: now }, event: { type: "dkim_verified", at: now, by: "sendworthy" } }
      : undefined,
  );
}
