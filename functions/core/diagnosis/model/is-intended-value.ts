import { canonicalName } from "#core/dns/name";
import { exchangeOf } from "#core/dns/record-names";
import { isSpf } from "#core/dns/spf-record";
import type { ExpectedRecord } from "./subject.ts";

/**
 * True if a value at another name was clearly meant as this record. Whether the record is right is decided at
 * the right name only.
 */
export function isIntendedValue({ purpose, type, values }: ExpectedRecord, held: string): boolean {
  const [wanted = ""] = values;
  if (purpose === "mail-from-mx") return exchangeOf(held).startsWith("feedback-smtp.");
  if (purpose === "mail-from-spf") return isSpf(held) && /[ :]amazonses\.com( |$)/i.test(held);
  if (type === "TXT") return held === wanted;
  const nameOf = type === "MX" ? exchangeOf : canonicalName;
  const [target, meant] = [nameOf(held), nameOf(wanted)];
  return target === meant || target.startsWith(`${meant}.`);
}
