import type { Meter } from "./meter.ts";

/** The limit for "right in good time". Onboardings expire later; the model's last publications are well before it. */
export const IN_GOOD_TIME_MS = 40 * 86_400_000;

/** The result of one onboarding under one policy. */
export interface Outcome {
  readonly meter: Meter;
  /** The time from all records being right at the name servers until the system knows it. */
  readonly dnsDelayMs?: number;
  /** The same delay, counted from the time at which a person also waits for the result; absent if no person waited. */
  readonly afterActionDelayMs?: number;
  /** The time from SES's status SUCCESS until the system knows it. */
  readonly sesDelayMs?: number;
  /** True if all records were right in good time, and the onboarding never became ready. */
  readonly isStuck: boolean;
  /** True if it was reported verified while a record was not right. */
  readonly isTooEarly: boolean;
  readonly falseLost: number;
  /** The loss of a record after the domain was ready. */
  readonly loss?: Loss;
}

/** The course of a loss. */
export interface Loss {
  /** The time until all records were right again; absent if they never were. */
  readonly fixedAfterMs?: number;
  /** The time until a probe saw it; absent if none did. */
  readonly signAfterMs?: number;
  /** The time until a message reported it; absent if none did. */
  readonly noticedAfterMs?: number;
  /** True if the domain is ready at the end. */
  readonly isReady: boolean;
}

/** The results of one policy. */
export interface PolicyRun {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
  /** The costs in USD of the console and the report for each onboarding; `null` for systems without them. */
  readonly consoleCosts: readonly number[] | null;
  /** The cost in USD; `null` for systems that run on servers. */
  readonly fixedPerMonth: number | null;
  /** The reads of SES for each watched domain and month; `null` if the policy does not watch by SES. */
  readonly watchReads: number | null;
  /** The cost in USD of one watched domain and month: the watch, and the probes; `null` if it is not counted. */
  readonly watchMonth: number | null;
}

/** True if the system reported records right before they were right. */
export function isBefore(knownMs: number | undefined, rightMs = Number.POSITIVE_INFINITY): boolean {
  return knownMs !== undefined && knownMs < rightMs;
}
