import { isOfMailFrom, type RequiredRecord } from "#core/records/required-records";
import type { Onboarding } from "./onboarding.ts";

/** The records that sending requires, in any form that `recordOf` can read. */
export function recordsRequiredForSending<T>(
  { withoutMailFrom }: Pick<Onboarding, "withoutMailFrom">,
  records: readonly T[],
  recordOf: (one: T) => RequiredRecord,
): readonly T[] {
  return withoutMailFrom === undefined ? records : records.filter((one) => !isOfMailFrom(recordOf(one)));
}
