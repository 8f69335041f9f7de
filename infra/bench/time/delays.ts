import type { Life } from "./life.ts";
import { isBefore, type Outcome } from "./outcome.ts";
import type { SimulatedIdentity } from "./simulated-ses.ts";
import { waitingSince } from "./waiting.ts";

const CHECK_TAKES_MS = 1200;

/** The times at which the system learnt the progress of an onboarding. */
interface LearntTimes {
  /** The end of the first check that found all records right. */
  readonly knownMs?: number;
  /** The end of the check that found the domain verified. */
  readonly verifiedMs?: number;
  /** The time of SES's status SUCCESS. */
  readonly sesSuccessMs?: number;
}

/** Makes a record of the times at which checks were saved. */
export function learntTimes(now: () => number) {
  let times: LearntTimes = {};
  return {
    /** Records that a check was saved. */
    checked(
      { status, lastCheck }: { status: string; lastCheck?: { rightSince?: number | undefined } | undefined },
      ses: SimulatedIdentity | undefined,
    ): void {
      const endMs = now() + CHECK_TAKES_MS;
      if (lastCheck?.rightSince !== undefined) times = { knownMs: endMs, ...times };
      if (status !== "verified" || times.verifiedMs !== undefined) return;
      const sesSuccessMs = ses?.verifiedMs(now());
      times = { ...times, verifiedMs: endMs, ...(sesSuccessMs !== undefined && { sesSuccessMs }) };
    },
    times: () => times,
  };
}

/** Returns the delays of an onboarding; one that cannot be measured is absent. */
export function delaysOf(
  life: Life,
  { knownMs, verifiedMs, sesSuccessMs }: LearntTimes,
): { delays: Pick<Outcome, "dnsDelayMs" | "afterActionDelayMs" | "sesDelayMs">; isTooEarly: boolean } {
  const { rightMs } = life;
  const waitingMs = rightMs === undefined ? undefined : waitingSince(life, rightMs, knownMs);
  const isTooEarly = isBefore(verifiedMs, rightMs);
  const delays = {
    ...(rightMs !== undefined && knownMs !== undefined && { dnsDelayMs: knownMs - rightMs }),
    ...(waitingMs !== undefined && knownMs !== undefined && { afterActionDelayMs: knownMs - waitingMs }),
    ...(verifiedMs !== undefined && sesSuccessMs !== undefined && { sesDelayMs: verifiedMs - sesSuccessMs }),
  };
  return { delays, isTooEarly };
}
