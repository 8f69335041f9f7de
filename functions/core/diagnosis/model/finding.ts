import type { RecordType } from "#core/dns/observation";
import { CATALOGUE, type FindingCode, type Severity } from "./catalogue.ts";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { shown } from "./quoted-values.ts";

/** One thing seen in the DNS, and the one thing to do about it. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The required record it is about; `null` when it is about the domain. */
  readonly record: { readonly purpose: string; readonly name: string; readonly type: string } | null;
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  /** What to do, for somebody new to DNS. */
  readonly fix: string;
  readonly evidence: readonly Evidence[];
}

/** What a detector has to say; severity and evidence are filled in from the catalogue and the observations. */
export interface FindingDetails {
  readonly fix: string;
  readonly seen?: readonly string[];
  readonly expected?: readonly string[];
  /** The names and types whose answers show it; for a finding on a record that record, unless said otherwise. */
  readonly shownBy?: readonly { readonly name: string; readonly type: RecordType }[];
}

/** A finding on one required record. */
export function onRecord(
  code: FindingCode,
  examined: ExaminedRecord,
  context: DiagnosisContext,
  details: FindingDetails,
): Finding {
  const { purpose, name, type, values } = examined.record;
  return {
    ...onDomain(code, context, {
      seen: examined.seen,
      expected: values,
      shownBy: [{ name, type }],
      ...details,
    }),
    record: { purpose, name, type },
  };
}

/** A finding on the domain as a whole. */
export function onDomain(code: FindingCode, context: DiagnosisContext, details: FindingDetails): Finding {
  return {
    code,
    severity: CATALOGUE[code].severity,
    record: null,
    seen: (details.seen ?? []).map(shown),
    expected: details.expected ?? [],
    fix: details.fix,
    evidence: evidenceOf(context, details.shownBy ?? []),
  };
}
