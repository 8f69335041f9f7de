import type { KeptFinding } from "#core/onboarding";
import { printable } from "#core/printable";
import type { RequiredRecord } from "#core/required-records";

const TONES = { urgent: "bad", blocking: "bad", warning: "warn", advice: "info" } as const;

/** DNS holds texts of any length: what is longer is cut. */
const LONGEST_VALUE = 300;

/** A finding as the page shows it. */
export interface FindingView {
  readonly tone: (typeof TONES)[KeptFinding["severity"]];
  readonly fix: string;
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  /** What was said, and lines to ask for oneself. */
  readonly evidence: readonly { readonly statement: string; readonly lines: string }[];
}

/** A finding as the page shows it. */
export function findingView({ severity, fix, seen, expected, evidence }: KeptFinding): FindingView {
  const values = (texts: readonly string[]) => texts.map((text) => printable(text, LONGEST_VALUE));
  return {
    tone: TONES[severity],
    fix: printable(fix),
    seen: values(seen),
    expected: values(expected),
    evidence: evidence.map(({ statement, dig, nslookup, resolveDnsName }) => ({
      statement: printable(statement),
      lines: [dig, nslookup, resolveDnsName].filter((line) => line !== "").join("\n"),
    })),
  };
}

/** True if a finding is about this record. */
export function isAbout({ record: about }: KeptFinding, { name, type }: RequiredRecord): boolean {
  return about?.name === name && about.type === type;
}
