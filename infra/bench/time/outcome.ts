import type { Meter } from "./meter.ts";

/** How one onboarding went under one policy. */
export interface Outcome {
  readonly meter: Meter;
  /** From all records being right at the name servers to our knowing it. */
  readonly dnsDelayMs?: number;
  /** The same where somebody was waiting: from when both were so. */
  readonly afterWordDelayMs?: number;
  /** From SES's saying SUCCESS to our knowing it. */
  readonly sesDelayMs?: number;
  /** All was right in good time, and it never got ready. */
  readonly isStuck: boolean;
  readonly falseLost: number;
}

/** What a policy came to. */
export interface PolicyRun {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
  /** USD; `null` where servers do it. */
  readonly fixedPerMonth: number | null;
}
