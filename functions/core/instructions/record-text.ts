import { printable } from "#core/names/printable";
import { isMistake } from "#core/records/is-mistake";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { WORDS } from "#core/words/words";
import type { RecordCard } from "./record-card.ts";

/** Longer values are cut; SPF texts and host names are far shorter. */
const LONGEST_SEEN = 300;

/** The state of a record as people see it: with `spreading` (right, but old answers are cached) and `misplaced`. */
export type RecordStatus = keyof typeof WORDS.recordStatus;

/** Derives a record's state from the last check and its findings. */
export function recordStatusOf(
  checked: CheckedRecord | undefined,
  findings: readonly StoredFinding[] = [],
): RecordStatus {
  if (checked === undefined) return "not-looked";
  if (checked.state === "right" && checked.propagation !== "everywhere") return "spreading";
  return checked.state === "missing" && findings.some(isMistake) ? "misplaced" : checked.state;
}

/** Describes a record's state at the last check in one sentence. */
export function recordText(checked: CheckedRecord | undefined): string {
  const status = recordStatusOf(checked);
  switch (status) {
    case "wrong":
    case "conflicting":
      return WORDS.recordStatus[status].text(
        WORDS.and(checked?.seen.map((value) => printable(value, LONGEST_SEEN)) ?? []),
      );
    case "spreading":
      return WORDS.recordStatus[status].text(checked?.cachedUntil);
    default:
      return WORDS.recordStatus[status].text;
  }
}

/** Names a record by its purpose and type. */
export function recordTitle({ which, record: { purpose, type } }: RecordCard): string {
  return `${WORDS.purposes[purpose](which)} (${type})`;
}
