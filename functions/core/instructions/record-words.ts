import { printable } from "#core/names/printable";
import { isMistake } from "#core/records/is-mistake";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { WORDS } from "#core/words/words";
import type { RecordCard } from "./record-card.ts";

/** SPF texts and host names are far shorter: what is longer is cut. */
const LONGEST_SEEN = 300;

/** How a record stands, for people: a right one may still be spreading, one that is not there may be elsewhere. */
export type RecordStatus = keyof typeof WORDS.look;

/** How a required record stands, by what was seen of it and what was found about it. */
export function recordStatusOf(
  look: CheckedRecord | undefined,
  findings: readonly StoredFinding[] = [],
): RecordStatus {
  if (look === undefined) return "not-looked";
  if (look.state === "right" && look.propagation !== "everywhere") return "spreading";
  return look.state === "missing" && findings.some(isMistake) ? "misplaced" : look.state;
}

/** How a required record looked at the last look, in one plain sentence. */
export function recordWords(look: CheckedRecord | undefined): string {
  const standing = recordStatusOf(look);
  switch (standing) {
    case "wrong":
    case "conflicting":
      return WORDS.look[standing].text(
        WORDS.and(look?.seen.map((value) => printable(value, LONGEST_SEEN)) ?? []),
      );
    case "spreading":
      return WORDS.look[standing].text(look?.cachedUntil);
    default:
      return WORDS.look[standing].text;
  }
}

/** What a record is called: by what it is for, and its type. */
export function recordTitle({ which, record: { purpose, type } }: RecordCard): string {
  return `${WORDS.purposes[purpose](which)} (${type})`;
}
