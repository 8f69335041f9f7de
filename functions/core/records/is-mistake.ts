import type { StoredFinding } from "./last-check.ts";

/** The codes of findings that are no mistake of the customer, such as a record that is not added yet. */
const NO_MISTAKES: readonly string[] = [
  "RECORD_MISSING",
  "NAME_DELEGATED",
  "ZONE_ON_SAME_SERVERS",
  "WILDCARD_ANSWERS",
];

/** True if something was done wrongly or does harm; a record that was not added yet is no mistake. */
export function isMistake({ code, severity }: Pick<StoredFinding, "code" | "severity">): boolean {
  return severity === "urgent" || (severity === "blocking" && !NO_MISTAKES.includes(code));
}
