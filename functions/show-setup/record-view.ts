import type { RecordCard } from "#core/instructions/record-card";
import { type RecordStatus, recordStatusOf, recordTitle, recordWords } from "#core/instructions/record-words";
import { unicodeName } from "#core/names/unicode-name";
import type { RequiredRecord } from "#core/records/required-records";
import { WORDS } from "#core/words/words";
import { type FindingView, findingView } from "./finding-view.ts";

/** How a record stands, at a glance; the label says it without sign and colour. */
interface Mark {
  readonly label: string;
  readonly sign: string;
  readonly tone: "good" | "bad" | "warn" | "none";
  readonly isFault: boolean;
}

/** A required record as the page shows it. */
export interface RecordView {
  readonly number: number;
  readonly title: string;
  readonly mark: Mark;
  /** Nothing where the mark says it all, or a finding says more. */
  readonly text: string | undefined;
  readonly findings: readonly FindingView[];
  readonly fields: readonly {
    readonly label: string;
    /** The value; between its parts a line may break, so that names read well on a phone. */
    readonly parts: readonly string[];
    readonly copyLabel: string;
    /** True for what fits beside others. */
    readonly isShort: boolean;
  }[];
  /** True if nothing is left to do about it. */
  readonly isDone: boolean;
}

const SIGNS = {
  "not-looked": ["·", "none"],
  right: ["✓", "good"],
  spreading: ["✓", "good"],
  missing: ["–", "none"],
  misplaced: ["✕", "bad"],
  wrong: ["✕", "bad"],
  conflicting: ["!", "bad"],
  unknown: ["?", "warn"],
} as const satisfies Record<RecordStatus, readonly [sign: string, tone: Mark["tone"]]>;

/** A required record as the page shows it. */
export function recordView(card: RecordCard): RecordView {
  const { number, look, findings } = card;
  const standing = recordStatusOf(look, findings);
  const [sign, tone] = SIGNS[standing];
  const own = findings.filter(({ severity }) => severity !== "urgent");
  return {
    number,
    title: recordTitle(card),
    mark: { label: WORDS.look[standing].label, sign, tone, isFault: tone === "bad" || tone === "warn" },
    text: own.length > 0 || isSaidByTheMark(standing) ? undefined : recordWords(look),
    // What it must be stands right below
    findings: own.map((finding) => ({ ...findingView(finding), expected: [] })),
    fields: fieldsOf(card).map(([label, value, isShort = false]) => ({
      label,
      parts: value.split(/(?<=\.)/),
      copyLabel: WORDS.page.copyWhat(label, number),
      isShort,
    })),
    isDone: tone === "good" && own.length === 0,
  };
}

function isSaidByTheMark(standing: RecordStatus): boolean {
  return standing === "right" || standing === "missing" || standing === "not-looked";
}

function fieldsOf({
  record,
  zone,
  isElsewhere,
  host,
}: RecordCard): (readonly [label: string, value: string, isShort?: true])[] {
  const { fields } = WORDS;
  const { type, name, value, priority, ttl }: RequiredRecord = record;
  const unicode = unicodeName(name);
  return [
    [fields.type, type, true],
    ...(priority === undefined ? [] : [[fields.priority, String(priority), true] as const]),
    [fields.ttl, String(ttl), true],
    ...(isElsewhere ? [[fields.zone, zone] as const] : []),
    [fields.host, host],
    [fields.name, name],
    ...(unicode === undefined ? [] : [[fields.unicode, unicode] as const]),
    [fields.value, value],
  ];
}
