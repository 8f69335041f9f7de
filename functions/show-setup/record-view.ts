import type { RecordCard } from "#core/instructions/record-card";
import {
  type RecordStatus,
  recordLabel,
  recordStatusOf,
  recordText,
  recordTitle,
} from "#core/instructions/record-text";
import { unicodeName } from "#core/names/unicode-name";
import type { RequiredRecord } from "#core/records/required-records";
import { textsIn } from "#core/words/texts";
import { WORDS } from "#core/words/words";
import { type FindingView, findingView } from "./finding-view.ts";

const ENGLISH = textsIn("en");

/** The badge of a record; the label means the same as sign and colour. */
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
  /** `undefined` if the badge or a finding says as much. */
  readonly text: string | undefined;
  readonly findings: readonly FindingView[];
  readonly fields: readonly {
    readonly label: string;
    /** The value, split where a line may break, so that long names fit on a phone. */
    readonly parts: readonly string[];
    readonly copyLabel: string;
    /** True for a value that fits beside others in one line. */
    readonly isShort: boolean;
  }[];
  /** True if the record is right and has no finding. */
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
  const { number, checked, findings } = card;
  const status = recordStatusOf(checked, findings);
  const [sign, tone] = SIGNS[status];
  const ownFindings = findings.filter(({ severity }) => severity !== "urgent");
  return {
    number,
    title: recordTitle(card),
    mark: { label: recordLabel(status, ENGLISH), sign, tone, isFault: tone === "bad" || tone === "warn" },
    text: ownFindings.length > 0 || isShownByBadge(status) ? undefined : recordText(checked, ENGLISH),
    // The expected value is shown with the record's fields
    findings: ownFindings.map((finding) => ({ ...findingView(finding), expected: [] })),
    fields: fieldsOf(card).map(([label, value, isShort = false]) => ({
      label,
      parts: value.split(/(?<=\.)/),
      copyLabel: WORDS.page.copyWhat(label, number),
      isShort,
    })),
    isDone: tone === "good" && ownFindings.length === 0,
  };
}

function isShownByBadge(status: RecordStatus): boolean {
  return status === "right" || status === "missing" || status === "not-looked";
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
