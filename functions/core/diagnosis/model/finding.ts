import type { RecordType } from "#core/dns/observation";
import { shown } from "#core/names/shown-value";
import type { Actor, Correction, Edit } from "#core/records/correction";
import type { Evidence } from "#core/records/last-check";
import type { Text } from "#core/words/texts";
import { whoActs } from "../sentences/who-acts.ts";
import { CATALOGUE, type FindingCode, type Severity } from "./catalogue.ts";
import { afterEdits } from "./corrections.ts";
import type { DiagnosisContext, ExaminedRecord, Place } from "./diagnosis-context.ts";
import { evidenceOf } from "./evidence.ts";

/** A required record that a finding is about. */
export interface ConcernedRecord {
  readonly purpose: string;
  readonly name: string;
  readonly type: string;
}

/** One cause seen in the DNS, and its correction; its texts are written in the language of each reader. */
export interface Finding extends Correction {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The first of `records`; `null` when it is about the domain. */
  readonly record: ConcernedRecord | null;
  /** Every required record that this one cause explains. */
  readonly records: readonly ConcernedRecord[];
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  /** What is wrong, in one sentence. */
  readonly cause: Text;
  /** More about the cause, in whole sentences. */
  readonly details: readonly Text[];
  /** Who can act, unless it is the reader. */
  readonly whoActs?: Text;
  /** Whole sentences that belong to the correction and follow from no edit. */
  readonly notes: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** The parts of a finding that a detector supplies; the rest comes from the catalogue and the observations. */
export interface FindingDetails {
  readonly cause: Text;
  readonly details?: readonly Text[];
  /** The DNS administrator, unless another actor is given. */
  readonly actor?: Actor;
  /** The zone whose operator or registrar must act, where the record's own place does not tell. */
  readonly zone?: string;
  readonly edits?: readonly Edit[];
  readonly otherwise?: Correction["otherwise"];
  /** Computed from the edits, unless given. */
  readonly after?: Correction["after"];
  readonly notes?: readonly Text[];
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
  const { cause, actor = "dns-administrator", zone, edits = [], otherwise, notes = [] } = details;
  const { seen = [], expected = [], details: more = [] } = details;
  const after = details.after ?? afterEdits(edits, context);
  const acts = whoActs(actor, zone ?? place?.zone ?? edits[0]?.zone ?? context.registrable, place);
  return {
    code,
    severity: CATALOGUE[code].severity,
    record: null,
    records: [],
    seen: seen.map((value) => shown(value, expected[0])),
    expected,
    cause,
    details: more,
    ...(acts && { whoActs: acts }),
    notes,
    ...{ actor, edits, ...(otherwise && { otherwise }), ...(after && { after }) },
    evidence: evidenceOf(context, details.shownBy ?? []),
  };
}
