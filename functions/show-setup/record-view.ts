import type { AdvisedCard, RecordCard } from "#core/instructions/record-card";
import { type RecordStatus, recordStatusOf, wordOf } from "#core/instructions/record-text";
import { printable } from "#core/names/printable";
import { unicodeName } from "#core/names/unicode-name";
import type { PublishedRecord } from "#core/records/advised-record";
import type { StoredFinding } from "#core/records/last-check";
import type { Texts } from "#core/words/texts";
import { markTime } from "#platform/http/html-text";
import { type FindingView, findingAtRecord, isInformative } from "./finding-view.ts";

/** A value for a field of a DNS panel. */
interface FieldView {
  readonly kind: "host" | "name" | "other" | "short";
  readonly label: string;
  /** The value in parts between which a line may break, so that long names fit on a phone. */
  readonly parts: readonly string[];
  /** `undefined` for a value that nobody needs to copy. */
  readonly copyLabel: string | undefined;
}

/** A required record as the page shows it. */
export interface RecordView {
  readonly number: number;
  readonly type: string;
  readonly title: string;
  readonly state: string;
  readonly sign: string;
  readonly tone: "good" | "bad" | "warn" | "none";
  /** What is wrong, unless a finding explains it. */
  readonly problem: string | undefined;
  readonly findings: readonly FindingView[];
  readonly fields: readonly FieldView[];
  /** True if the record is right, so that one line suffices. */
  readonly isFolded: boolean;
}

/** The sign, the colour and the order of each status; lower ranks come first. */
const SIGNS = {
  misplaced: { sign: "✕", tone: "bad", rank: 0 },
  wrong: { sign: "✕", tone: "bad", rank: 0 },
  conflicting: { sign: "✕", tone: "bad", rank: 0 },
  missing: { sign: "", tone: "none", rank: 1 },
  "not-looked": { sign: "", tone: "none", rank: 1 },
  unknown: { sign: "?", tone: "warn", rank: 2 },
  spreading: { sign: "✓", tone: "good", rank: 3 },
  right: { sign: "✓", tone: "good", rank: 4 },
} as const satisfies Record<RecordStatus, { sign: string; tone: RecordView["tone"]; rank: number }>;

/** The length to which values are cut; SPF records and host names are far shorter. */
const LONGEST_SEEN = 300;

/** Prepares the records for the page: wrong ones first, and right ones last. */
export function recordViews(
  cards: readonly RecordCard[],
  shared: ReadonlySet<StoredFinding>,
  texts: Texts,
): RecordView[] {
  return cards
    .map((card) => ({ card, status: recordStatusOf(card.checked, card.findings) }))
    .toSorted((one, other) => SIGNS[one.status].rank - SIGNS[other.status].rank)
    .map(({ card, status }) => recordView(card, status, shared, texts));
}

/** The optional record as the page shows it. */
export interface OptionalView {
  readonly title: string;
  readonly text: string;
  readonly record: RecordView;
}

/** Prepares the optional record. */
export function optionalView(card: AdvisedCard, texts: Texts): OptionalView {
  const { text } = texts;
  const isThere = card.state === "right";
  const { number, which, record } = card;
  return {
    title: text("page.optional.title"),
    text: text(isThere ? "page.optional.right" : "page.optional.text"),
    record: {
      ...{ number, type: record.type, isFolded: isThere, problem: undefined, findings: [] },
      ...(isThere ? { sign: SIGNS.right.sign, tone: "good" } : { sign: "", tone: "none" }),
      title: titleOf(record.purpose, which, texts),
      state: text(`page.record.state.${isThere ? "right" : "optional"}`),
      fields: fieldsOf(card, texts),
    },
  };
}

/** Prepares one record; `shared` contains the findings that are shown above all records. */
function recordView(
  card: RecordCard,
  status: RecordStatus,
  shared: ReadonlySet<StoredFinding>,
  texts: Texts,
): RecordView {
  const { number, which, record, findings } = card;
  const { sign, tone } = SIGNS[status];
  const told = findings.filter(isInformative);
  const word = wordOf(status, findings);
  const own = told.filter((finding) => finding.severity !== "urgent" && !shared.has(finding));
  return {
    ...{ number, sign, tone, type: record.type },
    title: titleOf(record.purpose, which, texts),
    // The page already says above the records that they have to be added.
    state: word === "not-looked" ? "" : texts.text(`page.record.state.${word}`),
    problem: told.length > 0 ? undefined : problemOf(card, status, texts),
    findings: own.map((finding) => findingAtRecord(finding, texts)),
    fields: fieldsOf(card, texts),
    isFolded: tone === "good" && own.length === 0,
  };
}

function titleOf(purpose: PublishedRecord["purpose"], which: number, { text }: Texts): string {
  return purpose === "dkim"
    ? text("page.record.title.dkim", { which })
    : text(`page.record.title.${purpose}`);
}

function problemOf({ checked }: RecordCard, status: RecordStatus, { text }: Texts): string | undefined {
  const seen = (checked?.seen ?? []).map((value) => `“${printable(value, LONGEST_SEEN)}”`);
  switch (status) {
    case "wrong":
      return seen.length === 0 ? text("page.record.wrong-unseen") : text("page.record.wrong", { seen });
    case "conflicting":
      return text("page.record.conflicting", { seen });
    case "spreading":
      return checked?.cachedUntil === undefined
        ? undefined
        : text("page.record.spreading", { time: markTime(checked.cachedUntil) });
    default:
      return undefined;
  }
}

function fieldsOf({ number, record, zone, isElsewhere, host }: RecordCard, { text }: Texts): FieldView[] {
  const { name, value, priority } = record;
  const unicode = unicodeName(name);
  const plain = (kind: FieldView["kind"], label: string, shown: string): FieldView => ({
    ...{ kind, label, copyLabel: undefined },
    parts: shown.split(/(?<=\.)/),
  });
  const copied = (kind: FieldView["kind"], label: string, shown: string): FieldView => ({
    ...plain(kind, label, shown),
    copyLabel: text("page.copy.what", { field: label, which: number }),
  });
  return [
    ...(isElsewhere ? [copied("other", text("page.field.zone"), zone)] : []),
    copied("host", text("page.field.host"), host),
    copied("name", text("page.field.name"), name),
    ...(unicode === undefined ? [] : [plain("other", text("page.field.unicode"), unicode)]),
    ...(priority === undefined ? [] : [plain("short", text("page.field.priority"), String(priority))]),
    copied("other", text("page.field.value"), value),
  ];
}
