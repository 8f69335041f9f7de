import type { RecordCard } from "#core/instructions/record-card";
import type { Edit } from "#core/records/correction";
import type { StoredFinding } from "#core/records/last-check";
import type { Texts } from "#core/words/texts";
import {
  type EvidenceView,
  evidenceViews,
  type FindingView,
  findingView,
  isInformative,
} from "./finding-view.ts";

/** A finding that concerns several records, or the whole domain. */
interface SharedView extends FindingView {
  /** The records concerned; `undefined` for the whole domain. */
  readonly about: string | undefined;
}

/** The findings of the last check. Each is shown once, either here or at its record. */
export interface FindingsView {
  readonly urgent: readonly FindingView[];
  /** Shown above the records. */
  readonly shared: readonly SharedView[];
  /** Shown below the records. */
  readonly advice: readonly FindingView[];
  readonly evidence: readonly EvidenceView[];
}

/** Returns the findings that are not shown at a single record. */
export function sharedFindings(
  findings: readonly StoredFinding[],
  cards: readonly RecordCard[],
): ReadonlySet<StoredFinding> {
  return new Set(findings.filter((finding) => cardsOf(finding, cards).length !== 1));
}

/** Prepares the findings of the last check for the page. */
export function findingsView(
  findings: readonly StoredFinding[],
  cards: readonly RecordCard[],
  texts: Texts,
): FindingsView {
  const told = findings.filter(isInformative);
  const shared = [...sharedFindings(told, cards)].filter(({ severity }) => severity !== "urgent");
  const isAdvice = ({ severity }: StoredFinding) => severity === "advice";
  return {
    urgent: told.filter(({ severity }) => severity === "urgent").map((one) => findingView(one, texts)),
    shared: shared
      .filter((finding) => !isAdvice(finding))
      .map((finding) => ({
        ...findingView(withoutShown(finding, cardsOf(finding, cards)), texts),
        about: aboutOf(finding, cards, texts),
      })),
    advice: shared.filter(isAdvice).map((finding) => findingView(finding, texts)),
    evidence: evidenceViews(findings, texts),
  };
}

/**
 * The records below have fields for the values to add, so only a record that moves to another name gets a
 * step of its own.
 */
function withoutShown(finding: StoredFinding, concerned: readonly RecordCard[]): StoredFinding {
  const { edits } = finding;
  const isShown = ({ action, name, type, value }: Edit) =>
    action === "add" &&
    concerned.some(({ record }) => record.name === name && record.type === type) &&
    !edits.some((other) => other.action === "remove" && other.type === type && other.value === value);
  return { ...finding, edits: edits.filter((edit) => !isShown(edit)) };
}

function cardsOf(finding: StoredFinding, cards: readonly RecordCard[]): RecordCard[] {
  return cards.filter((card) => card.findings.includes(finding));
}

function aboutOf(finding: StoredFinding, cards: readonly RecordCard[], { text }: Texts): string | undefined {
  const concerned = cardsOf(finding, cards);
  return concerned.length === 0
    ? undefined
    : text("page.finding.about", { records: concerned.map(({ number }) => String(number)) });
}
