import { evidenceText, fixText } from "#core/instructions/finding-text";
import { printable } from "#core/names/printable";
import type { StoredFinding } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { WORDS } from "#core/words/words";

const TONES = { urgent: "bad", blocking: "bad", warning: "warn", advice: "info" } as const;

/** Longer values from DNS are cut. */
const LONGEST_VALUE = 300;

const ENGLISH = textsIn("en");

/** A finding as the page shows it. */
export interface FindingView {
  readonly tone: (typeof TONES)[StoredFinding["severity"]] | "none";
  readonly fix: string;
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  readonly expectedLabel: string;
  /** The answers that were seen, with commands that repeat the question. */
  readonly evidence: readonly { readonly statement: string; readonly lines: string }[];
}

/** A fix names each record that it changes. */
const LONGEST_FIX = 5_000;

function valuesToType(edits: StoredFinding["edits"]): readonly string[] {
  const typed = edits.filter(({ action }) => action === "add" || action === "replace");
  return [...new Set(typed.map(({ value }) => value))];
}

/** Prepares a finding for the page. */
export function findingView(finding: StoredFinding): FindingView {
  const { code, severity, seen, edits, evidence } = finding;
  return {
    // A record that was not added yet is no error.
    tone: code === "RECORD_MISSING" ? "none" : TONES[severity],
    fix: printable(fixText(finding, ENGLISH), LONGEST_FIX),
    seen: seen.map((text) => printable(text, LONGEST_VALUE)),
    // To be copied, so nothing is cut; made from the same edits as the sentence.
    expected: valuesToType(edits),
    expectedLabel: severity === "advice" ? WORDS.page.advised : WORDS.page.expected,
    evidence: evidence.map((one) => ({
      statement: printable(evidenceText(one, ENGLISH)),
      lines: [one.dig, one.nslookup, one.resolveDnsName].filter((line) => line !== "").join("\n"),
    })),
  };
}
