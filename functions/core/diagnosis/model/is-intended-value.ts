import { exchangeOf } from "#core/dns/record-names";
import { isSpf } from "#core/dns/spf-record";
import type { ExpectedRecord } from "./subject.ts";

/** Whether a value at some other name is plainly meant as this record; only the right name decides what is right. */
export function isIntendedValue({ purpose, type, values }: ExpectedRecord, held: string): boolean {
  const [wanted = ""] = values;
  if (purpose === "mail-from-mx") return exchangeOf(held).startsWith("feedback-smtp.");
  if (purpose === "mail-from-spf") return isSpf(held) && /[ :]amazonses\.com( |$)/i.test(held);
  if (type === "TXT") return held === wanted;
  const target = type === "MX" ? exchangeOf(held) : held;
  const meant = type === "MX" ? exchangeOf(wanted) : wanted;
  return target === meant || target.startsWith(`${meant}.`);
}
