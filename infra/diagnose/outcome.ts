import type { Report } from "./report.ts";

/** The result of a diagnosis. */
export type Outcome = "right" | "blocked" | "unknown";

/** The exit codes of a diagnosis. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = { right: 0, blocked: 1, unknown: 2 };

/** Returns the result; a known problem takes precedence over an unknown answer. */
export function outcomeOf({ records, findings }: Report): Outcome {
  const isBlocked =
    findings.some(({ severity }) => severity === "urgent" || severity === "blocking") ||
    records.some(({ state }) => state !== "right" && state !== "unknown");
  if (isBlocked) return "blocked";
  return records.some(({ state }) => state === "unknown") ? "unknown" : "right";
}
