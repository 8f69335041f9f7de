import { type Phase, setupPhase } from "#core/instructions/setup-phase";
import { isCheckable } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { CHECK_NOW_EVERY_MS } from "#core/onboarding/schedule";
import type { Texts } from "#core/words/texts";

/**
 * The button of the page. At first it confirms that the records were added, and later it requests a check.
 */
export interface ActionView {
  readonly signal: "confirm" | "check";
  readonly label: string;
  /** The label until the next check is allowed; the script inserts the seconds. */
  readonly waiting: string;
  /** The time from which the next check is allowed, in epoch milliseconds. */
  readonly allowedAt: number;
  /** True if the reader has nothing to do, so that the button is not the main element. */
  readonly isQuiet: boolean;
}

/** The phases in which the reader only waits. */
const QUIET_PHASES: readonly Phase[] = ["checking", "found", "spreading", "confirming", "unsure"];

/** Prepares the button; `undefined` if there is nothing to check. */
export function actionView(onboarding: Onboarding, now: number, { text }: Texts): ActionView | undefined {
  const { status, records, signals } = onboarding;
  if (!isCheckable(onboarding) || records.length === 0) return undefined;
  const askedAt = Math.max(signals.checkRequestedAt ?? 0, signals.confirmedAt ?? 0);
  const phase = setupPhase(onboarding);
  const signal = status === "records_issued" ? "confirm" : "check";
  return {
    signal,
    label:
      signal === "confirm"
        ? text("page.action.confirm", { count: records.length })
        : text("page.action.check"),
    waiting: text("page.action.wait", { seconds: "%s" }),
    allowedAt: signal === "check" && askedAt + CHECK_NOW_EVERY_MS > now ? askedAt + CHECK_NOW_EVERY_MS : 0,
    isQuiet: QUIET_PHASES.includes(phase),
  };
}
