import type { RecordType } from "#core/dns/observation";
import type { Actor, Correction, Edit } from "#core/records/correction";
import { fixSentence } from "../sentences/correction-text.ts";
import { CATALOGUE, type FindingCode, type Severity } from "./catalogue.ts";
import { afterEdits } from "./corrections.ts";
import type { DiagnosisContext, ExaminedRecord, Place } from "./diagnosis-context.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { shown } from "./quoted-values.ts";

/** A required record that a finding is about. */
export interface ConcernedRecord {
  readonly purpose: string;
  readonly name: string;
  readonly type: string;
}

/** One cause seen in the DNS, and its correction. */
export interface Finding extends Correction {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The first of `records`; `null` when it is about the domain. */
  readonly record: ConcernedRecord | null;
  /** Every required record that this one cause explains. */
  readonly records: readonly ConcernedRecord[];
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  /** The correction as a sentence, for a reader new to DNS. */
  readonly fix: string;
  readonly evidence: readonly Evidence[];
}

/** The parts of a finding that a detector supplies; the rest comes from the catalogue and the observations. */
export interface FindingDetails {
  /** Begins the sentence: the fault, without a full stop. */
  readonly cause: string;
  /** The DNS administrator, unless another actor is given. */
  readonly actor?: Actor;
  readonly edits?: readonly Edit[];
  readonly otherwise?: Correction["otherwise"];
  /** Computed from the edits, unless given. */
  readonly after?: Correction["after"];
  /** The next step, where no edit describes it. */
  readonly instruction?: string;
  /** The zone whose operator must act, where the record's own place does not tell. */
  readonly zone?: string;
  /** The DNS host to add records at, in words, where the reader may not know it. */
  readonly where?: string;
  /** Whole sentences to end with. */
  readonly hints?: readonly string[];
  readonly seen?: readonly string[];
  readonly expected?: readonly string[];
  /** The names and types whose answers show it; the record itself, unless others are given. */
  readonly shownBy?: readonly { readonly name: string; readonly type: RecordType }[];
}

/** A finding on one required record; equal ones on several records become one that lists them. */
export function onRecord(
  code: FindingCode,
  examined: ExaminedRecord,
  context: DiagnosisContext,
  details: FindingDetails,
): Finding {
  const { name, type, values } = examined.record;
  const whole = { seen: examined.seen, expected: values, shownBy: [{ name, type }], ...details };
  const concerned = concernedRecord(examined);
  return {
    ...findingOf(code, context, whole, examined.place),
    record: concerned,
    records: [concerned],
  };
}

/** The record as a finding names it. */
export function concernedRecord({ record: { purpose, name, type } }: ExaminedRecord): ConcernedRecord {
  return { purpose, name, type };
}

/** A finding on the domain as a whole. */
export function onDomain(code: FindingCode, context: DiagnosisContext, details: FindingDetails): Finding {
  return findingOf(code, context, details, undefined);
}

function findingOf(
  code: FindingCode,
  context: DiagnosisContext,
  details: FindingDetails,
  place: Place | undefined,
): Finding {
  const { actor = "dns-administrator", edits = [], otherwise } = details;
  const after = details.after ?? afterEdits(edits, context);
  const correction = { actor, edits, ...(otherwise && { otherwise }), ...(after && { after }) };
  return {
    code,
    severity: CATALOGUE[code].severity,
    record: null,
    records: [],
    seen: (details.seen ?? []).map(shown),
    expected: details.expected ?? [],
    fix: fixSentence(correction, details, place),
    ...correction,
    evidence: evidenceOf(context, details.shownBy ?? []),
  };
}
