import type { Onboarding } from "./onboarding.ts";
import { probeAttributes } from "./probe-plan.ts";
import { PROBE, SES_READS } from "./schedule.ts";

/**
 * The next time at which records are checked: every so many minutes while the prober checks them, or at one
 * time.
 */
export type NextLook = { readonly everyMinutes: number } | { readonly at: number };

const MINUTE_MS = 60_000;

/** Returns when an onboarding's records, or its status in SES, are checked next, for display to people. */
export function nextLook(current: Onboarding, now: number): NextLook {
  const { nextCheckAt } = current.schedule;
  const probe = probeAttributes(current)?.probe;
  if (probe === undefined) return { at: nextCheckAt };
  const { since, sesSince } = probe;
  const everyMs = now < since + PROBE.oftenForMs ? PROBE.everyMs : PROBE.slowlyEveryMs;
  if (sesSince === undefined) return { everyMinutes: everyMs / MINUTE_MS };
  const reads = SES_READS.afterMs.map((after) => sesSince + after).filter((at) => at > now);
  return { at: Math.min(nextCheckAt, ...reads) };
}
