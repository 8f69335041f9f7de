import type { StoredFinding } from "#core/records/last-check";

/** Makes a finding without values, steps and evidence, unless a test says otherwise. */
export function findingOf(
  said: Pick<StoredFinding, "code" | "severity" | "record" | "records" | "actor">,
): StoredFinding {
  return {
    seen: [],
    expected: [],
    cause: { key: "finding.record-missing", values: {} },
    details: [],
    notes: [],
    evidence: [],
    edits: [],
    ...said,
  };
}
