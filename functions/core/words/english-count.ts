import type { Onboarding } from "#core/onboarding/onboarding";

const COUNTS: Readonly<Record<number, string>> = { 1: "one", 6: "six" };

/** How many records are to be added: five, but for the one that proves control of the domain, alone or beside them. */
function countOf({ records }: Pick<Onboarding, "records">): string {
  return COUNTS[records.length] ?? "five";
}

/** The same with what is counted, such as "five DNS records". */
export function counted(onboarding: Pick<Onboarding, "records">, noun: "record" | "DNS record"): string {
  return `${countOf(onboarding)} ${noun}${onboarding.records.length === 1 ? "" : "s"}`;
}
