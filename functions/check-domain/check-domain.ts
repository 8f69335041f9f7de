import * as z from "zod";
import { registrableDomain } from "#core/names/registrable-domain";
import { enterState } from "#core/onboarding/changes/failed-execution";
import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import { REFUSED_WITHIN_SECONDS } from "#core/onboarding/executions";
import { FINAL_STATUSES, isAllowed } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { LAST_ROUND } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { checkRecords } from "#core/verification/check-records";
import { notePublication } from "#core/verification/note-publication";
import { type StateInput, stateInput } from "#platform/triggers/state-input";
import { askSes } from "./ask-ses.ts";
import type { CheckDomainDeps, CheckOutcome } from "./deps.ts";
import { reachMilestone } from "./milestone.ts";
import { saveCheck } from "./save-check.ts";
import { saveProof } from "./save-proof.ts";

/** The input of the state CheckDomain. */
export const checkInput = stateInput.extend({ round: z.number().int() });

/** Checks DNS, and SES if it can matter, and decides what follows. */
export async function checkDomain(
  { onboardingId, attempt, now, round }: z.infer<typeof checkInput>,
  deps: CheckDomainDeps,
): Promise<CheckOutcome> {
  const current = await enterState(deps.table, { onboardingId, attempt, now });
  const decided = decidedAlready(current);
  if (decided !== undefined) return { decision: decided, waitSeconds: REFUSED_WITHIN_SECONDS };
  if (current.attempt > attempt) return HANDED_OVER;
  if (round >= LAST_ROUND) return handOver({ onboardingId, attempt, now }, deps.table);
  const { identity, lastCheck: before } = current;
  // A reserved turn is kept, so that a check requested meanwhile does not take another one.
  const turnAt =
    current.schedule.turnAt ?? (await deps.turns.take(registrableDomain(identity) ?? identity, now));
  // The first check is never postponed, because the person who sent the request is waiting for it.
  if (turnAt > now && before !== undefined)
    return saveCheck(
      current,
      { stored: current, lastCheck: before, ses: current.ses, slotAt: turnAt, turnAt },
      now,
      deps,
    );
  const checked = { ...current, ...(await checkRecords(current, { ...deps, now })) };
  const known = await saveProof(checked, now, deps.table);
  if (isIdentityDue(known)) return PROVED;
  const asked = await askSes(known, now, deps);
  const stored = await reachMilestone(known, current, asked.ses, now, deps);
  await notePublication(known, now, deps);
  const { lastCheck, advised } = known;
  return saveCheck(known, { ...asked, stored, lastCheck, advised }, now, deps);
}

/**
 * Returns the decision if no check can change it: the onboarding was cancelled, or an earlier run of this
 * state decided.
 */
function decidedAlready(current: Onboarding): "closing" | "verified" | "proved" | undefined {
  if (["verified", "configured", "ready"].includes(current.status)) return "verified";
  if (FINAL_STATUSES.includes(current.status)) return "closing";
  const isCancelled = current.signals.cancelledAt !== undefined;
  if (isCancelled && isAllowed(current.status, "cancel")) return "closing";
  return isIdentityDue(current) ? "proved" : undefined;
}

/**
 * True if the identity can be created now: control of contested names is proved, or a wait for an SES slot
 * could not be refused in time.
 */
function isIdentityDue(current: Onboarding): boolean {
  return current.dkim === undefined && !isProofAlone(current);
}

const PROVED: CheckOutcome = { decision: "proved", waitSeconds: REFUSED_WITHIN_SECONDS };

const HANDED_OVER: CheckOutcome = { decision: "handed-over", waitSeconds: REFUSED_WITHIN_SECONDS };

/**
 * Lets the repair schedule start the next attempt, because an execution must not reach 25,000 history events.
 */
async function handOver({ onboardingId, attempt, now }: StateInput, table: Table): Promise<CheckOutcome> {
  await changeOnboarding(table, onboardingId, (current) =>
    current.attempt === attempt ? { set: { attempt: attempt + 1, dueAt: now } } : undefined,
  );
  return HANDED_OVER;
}
