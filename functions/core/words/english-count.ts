import type { Onboarding } from "#core/onboarding/onboarding";

const COUNTS: Readonly<Record<number, string>> = { 1: "one", 6: "six" };

/** The possible numbers of records: five, six with the ownership record, or the ownership record alone. */
function countOf({ records }: Pick<Onboarding, "records">): string {
  return COUNTS[records.length] ?? "five";
}

/** Returns the number of records with a noun, such as "five DNS records". */
export function counted(onboarding: Pick<Onboarding, "records">, noun: "record" | "DNS record"): string {
  return `${countOf(onboarding)} ${noun}${onboarding.records.length === 1 ? "" : "s"}`;
}
