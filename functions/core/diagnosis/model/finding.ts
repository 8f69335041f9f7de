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

/** A required record that a finding concerns. */
export interface ConcernedRecord {
  readonly purpose: string;
  readonly name: string;
  readonly type: string;
}

/** One cause that DNS shows, with its correction. Each reader gets its texts in their own language. */
export interface Finding extends Correction {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The first of `records`; `null` if the finding concerns the domain as a whole. */
  readonly record: ConcernedRecord | null;
  /** All required records that this cause explains. */
  readonly records: readonly ConcernedRecord[];
  readonly seen: readonly string[];
  readonly expected: readonly string[];
  /** What is wrong, in one sentence. */
  readonly cause: Text;
  /** More about the cause, in complete sentences. */
  readonly details: readonly Text[];
  /** Names who can act, if it is not the reader. */
  readonly whoActs?: Text;
  /** Complete sentences about the correction that do not follow from its edits. */
  readonly notes: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** The parts of a finding that a detector supplies; the rest comes from the catalogue and the observations. */
export interface FindingDetails {
  readonly cause: Text;
  readonly details?: readonly Text[];
  /** By default the DNS administrator. */
  readonly actor?: Actor;
  /** The zone whose operator or registrar must act, if it differs from the record's own zone. */
  readonly zone?: string;
  readonly edits?: readonly Edit[];
  readonly otherwise?: Correction["otherwise"];
  /** By default computed from the edits. */
  readonly after?: Correction["after"];
  readonly notes?: readonly Text[];
  readonly seen?: readonly string[];
  readonly expected?: readonly string[];
  /** The names and types whose answers show the finding; by default those of the record. */
  readonly shownBy?: readonly { readonly name: string; readonly type: RecordType }[];
}

/** Makes a finding about one required record. Equal findings about several records are merged later. */
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

/** Returns the record in the form in which a finding names it. */
export function concernedRecord({ record: { purpose, name, type } }: ExaminedRecord): ConcernedRecord {
  return { purpose, name, type };
}

/** Makes a finding about the domain as a whole. */
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
