import type { Meter } from "./meter.ts";

/** Expiry closes what is right too late; the model's last publications are well before. */
export const IN_GOOD_TIME_MS = 40 * 86_400_000;

/** How one onboarding went under one policy. */
export interface Outcome {
  readonly meter: Meter;
  /** From all records being right at the name servers to our knowing it. */
  readonly dnsDelayMs?: number;
  /** The same for a person who waited: from the time when both were so. */
  readonly afterWordDelayMs?: number;
  /** From SES's saying SUCCESS to our knowing it. */
  readonly sesDelayMs?: number;
  /** All was right in good time, and it never got ready. */
  readonly isStuck: boolean;
  /** True if it was reported as verified while a record was not right. */
  readonly isTooEarly: boolean;
  readonly falseLost: number;
  /** A record went away once the domain was ready. */
  readonly loss?: Loss;
}

/** What became of a loss. */
export interface Loss {
  /** Until its records were right again, if they ever were. */
  readonly mendedAfterMs?: number;
  /** The time until the first message, if there was one. */
  readonly noticedAfterMs?: number;
  /** At the end the domain is ready. */
  readonly isReady: boolean;
}

/** What a policy came to. */
export interface PolicyRun {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
  /** USD; `null` where servers do it. */
  readonly fixedPerMonth: number | null;
  /** Reads of SES for each watched domain and month; `null` where nothing is watched so. */
  readonly watchReads: number | null;
}

/** True if what became known is not so yet, or never will be. */
export function isBefore(knownMs: number | undefined, rightMs = Number.POSITIVE_INFINITY): boolean {
  return knownMs !== undefined && knownMs < rightMs;
}
