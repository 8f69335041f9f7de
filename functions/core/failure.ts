import { isAllowed } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import type { Change } from "#core/onboarding-store";

/** What becomes of an onboarding whose execution died; nothing if it is over or a later attempt carries it. */
export function failed(
  current: Onboarding,
  attempt: number,
  because: string,
  now: number,
): Change | undefined {
  if (current.attempt !== attempt || !isAllowed(current.status, "fail")) return undefined;
  return {
    transition: "fail",
    set: { closedBecause: because },
    event: { type: "failed", at: now, by: "sendworthy", occasion: String(attempt) },
  };
}
