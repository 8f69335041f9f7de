import { shown } from "#core/names/shown-value";
import { isMistake } from "#core/records/is-mistake";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import type { Texts } from "#core/words/texts";

/**
 * The state of a record as people see it. It adds "spreading" (right, but caches hold old answers) and
 * "misplaced" (at a wrong name).
 */
export type RecordStatus = CheckedRecord["state"] | "not-looked" | "spreading" | "misplaced";

/** Derives a record's state from the last check and its findings. */
export function recordStatusOf(
  checked: CheckedRecord | undefined,
  findings: readonly StoredFinding[] = [],
): RecordStatus {
  if (checked === undefined) return "not-looked";
  if (checked.state === "right" && checked.propagation !== "everywhere") return "spreading";
  return checked.state === "missing" && findings.some(isMistake) ? "misplaced" : checked.state;
}

/** Returns a record's state as one word. A record that was right and has vanished is not called misplaced. */
export function wordOf(status: RecordStatus, findings: readonly StoredFinding[]): RecordStatus {
  const isGone = findings.some(({ code }) => code === "RECORD_VANISHED");
  return status === "misplaced" && isGone ? "missing" : status;
}

/** Describes a record's state at the last check in one sentence. */
export function recordText(checked: CheckedRecord | undefined, { text }: Texts): string {
  const status = recordStatusOf(checked);
  switch (status) {
    case "wrong":
    case "conflicting": {
      const wanted = checked?.record.value;
      return text(`record-status.text.${status}`, {
        values: (checked?.seen ?? []).map((value) => `“${shown(value, wanted)}”`),
      });
    }
    case "spreading":
      return checked?.cachedUntil === undefined
        ? text("record-status.text.spreading")
        : text("record-status.text.spreading-until", { until: checked.cachedUntil });
    default:
      return text(`record-status.text.${status}`);
  }
}
