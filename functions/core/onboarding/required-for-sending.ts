import { isOfMailFrom, type RequiredRecord } from "#core/records/required-records";
import type { Onboarding } from "./onboarding.ts";

/** Returns the records that sending requires; `recordOf` reads the record from each item. */
export function recordsRequiredForSending<T>(
  { withoutMailFrom }: Pick<Onboarding, "withoutMailFrom">,
  records: readonly T[],
  recordOf: (one: T) => RequiredRecord,
): readonly T[] {
  return withoutMailFrom === undefined ? records : records.filter((one) => !isOfMailFrom(recordOf(one)));
}
