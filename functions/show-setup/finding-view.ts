import type { EditText } from "#core/instructions/edit-text";
import { evidenceText, findingText } from "#core/instructions/finding-text";
import { printable } from "#core/names/printable";
import type { StoredFinding } from "#core/records/last-check";
import type { Texts } from "#core/words/texts";

const TONES = { urgent: "bad", blocking: "bad", warning: "warn", advice: "info" } as const;

/** The length to which values from DNS are cut. */
const LONGEST_VALUE = 300;

/** The length to which sentences are cut; a sentence names each record that it changes. */
const LONGEST_SENTENCE = 2_000;

/** A finding as the page shows it. */
export interface FindingView {
  readonly tone: (typeof TONES)[StoredFinding["severity"]];
  /** What is wrong, in one sentence. */
  readonly cause: string;
  /** What to know before the steps: who can act, and what the steps could harm. */
  readonly before: readonly string[];
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly seen: readonly string[];
  readonly expected: readonly { readonly value: string; readonly copyLabel: string }[];
  readonly expectedLabel: string;
}

/** An observed answer, with commands that repeat the query. */
export interface EvidenceView {
  readonly statement: string;
  readonly lines: string;
}

/** False for a finding that only repeats the state of its record, which was not added yet. */
export function isInformative({ code }: StoredFinding): boolean {
  return code !== "RECORD_MISSING";
}

/** Prepares a finding that is shown separately. */
export function findingView(finding: StoredFinding, texts: Texts): FindingView {
  return viewOf(finding, texts, ({ sentence }) => sentence);
}

/** Prepares a finding that is shown at its record, whose fields contain the values to enter. */
export function findingAtRecord(finding: StoredFinding, texts: Texts): FindingView {
  return { ...viewOf(finding, texts, ({ title }) => title), expected: [] };
}

function viewOf(finding: StoredFinding, texts: Texts, stepOf: (edit: EditText) => string): FindingView {
  const { text } = texts;
  const { cause, details, whoActs, otherwise, edits, notes, after } = findingText(finding, texts);
  const isAdvice = finding.severity === "advice";
  return {
    tone: TONES[finding.severity],
    cause: printable(cause, LONGEST_SENTENCE),
    before: sentences([whoActs, otherwise]),
    steps: sentences(edits.map(stepOf)),
    notes: sentences([...details, ...notes, after]),
    seen: finding.seen.map((value) => printable(value, LONGEST_VALUE)),
    // The value is meant to be copied, so it is not cut.
    expected: valuesToType(finding.edits).map((value) => ({
      value,
      copyLabel: text("page.copy.value", { value }),
    })),
    expectedLabel: text(isAdvice ? "page.finding.advised" : "page.finding.expected"),
  };
}

function sentences(parts: readonly (string | undefined)[]): string[] {
  return parts.flatMap((part) => (part === undefined ? [] : printable(part, LONGEST_SENTENCE)));
}

function valuesToType(edits: StoredFinding["edits"]): readonly string[] {
  const typed = edits.filter(({ action }) => action === "add" || action === "replace");
  return [...new Set(typed.map(({ value }) => value))];
}

/** Prepares the evidence of all findings, each answer once. */
export function evidenceViews(findings: readonly StoredFinding[], texts: Texts): EvidenceView[] {
  const views = findings.flatMap(({ evidence }) =>
    evidence.map((one) => ({
      statement: printable(evidenceText(one, texts)),
      lines: [one.dig, one.nslookup, one.resolveDnsName].filter((line) => line !== "").join("\n"),
    })),
  );
  return [...new Map(views.map((view) => [view.statement, view])).values()];
}
