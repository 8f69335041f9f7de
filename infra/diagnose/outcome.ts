import type { Report } from "./report.ts";

/** What a report comes to. */
export type Outcome = "right" | "blocked" | "unknown";

/** The exit codes of a diagnosis. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = { right: 0, blocked: 1, unknown: 2 };

/** Something that is known to be wrong weighs more than what could not be told. */
export function outcomeOf({ records, findings }: Report): Outcome {
  const isBlocked =
    findings.some(({ severity }) => severity === "urgent" || severity === "blocking") ||
    records.some(({ state }) => state !== "right" && state !== "unknown");
  if (isBlocked) return "blocked";
  return records.some(({ state }) => state === "unknown") ? "unknown" : "right";
}
