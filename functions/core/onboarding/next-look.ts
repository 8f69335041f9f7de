import type { Onboarding } from "./onboarding.ts";
import { probeAttributes } from "./probe-plan.ts";
import { PROBE, SES_READS } from "./schedule.ts";

/** When somebody looks next: the prober after so many minutes again and again, or SES or a check at a time. */
export type NextLook = { readonly everyMinutes: number } | { readonly at: number };

const MINUTE_MS = 60_000;

/** When an onboarding is looked at next, as people read it. */
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
