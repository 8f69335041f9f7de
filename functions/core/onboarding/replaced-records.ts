import type { Onboarding } from "./onboarding.ts";

/**
 * Returns the kinds of records that the next version replaces, including those of an earlier version that was
 * never sent.
 */
export function withReplacedRecords(
  {
    recordsVersion,
    notifiedRecordsVersion,
    replacedRecords = [],
  }: Pick<Onboarding, "recordsVersion" | "notifiedRecordsVersion" | "replacedRecords">,
  kind: NonNullable<Onboarding["replacedRecords"]>[number],
): NonNullable<Onboarding["replacedRecords"]> {
  return [...new Set([...(recordsVersion > notifiedRecordsVersion ? replacedRecords : []), kind])];
}
