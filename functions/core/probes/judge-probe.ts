import type { DnsAnswer } from "#core/dns/observation";
import { isRightRecord } from "#core/dns/record-state";
import type { ProbeNews } from "#core/onboarding/changes/probed";
import { fingerprint, hasManyValues, type ProbedRecord } from "#core/onboarding/probe-plan";

/** The records that a probe compares. */
interface Judged {
  readonly records: readonly ProbedRecord[];
}

/** The records of a plan, each with the answer of one name server. */
type Probed = readonly { readonly record: ProbedRecord; readonly answer: DnsAnswer | undefined }[];

/**
 * Returns the records that one server holds right, although the last check did not find them right. The other
 * servers then decide whether this is a change.
 */
export function newlyRight({ records }: Judged, answers: readonly DnsAnswer[]): readonly ProbedRecord[] {
  return withAnswers(records, answers)
    .filter(({ record, answer }) => !record.right && holds(record, answer))
    .map(({ record }) => record);
}

/** True if every server that answered holds the right record, and at least one answered. */
export function isRightEverywhere(record: ProbedRecord, answers: readonly DnsAnswer[]): boolean {
  const known = answers.filter(({ kind }) => kind !== "unknown");
  return known.length > 0 && known.every((answer) => holds(record, answer));
}

/**
 * Judges a probe against the last check; `gained` are the records that all servers now hold. The lack of an
 * answer is no change. A value that any server held at the last check is none either, so servers that differ
 * for long cause no repeated checks.
 */
export function judgeProbe(
  { records }: Judged,
  answers: readonly DnsAnswer[],
  gained: readonly Pick<ProbedRecord, "name" | "type">[],
): ProbeNews | undefined {
  const probed = withAnswers(records, answers);
  const isGained = ({ name, type }: ProbedRecord) =>
    gained.some((one) => one.name === name && one.type === type);
  if (probed.some(({ record, answer }) => isAltered(record, answer))) return "change";
  const fresh = records.filter((record) => !record.right && isGained(record));
  if (fresh.length === 0) return undefined;
  return records.every((record) => record.right || isGained(record)) ? "all-right" : "progress";
}

/** True if a server holds a value that no server held at the last check. */
function isAltered(record: ProbedRecord, answer: DnsAnswer | undefined): boolean {
  if (answer === undefined || answer.kind === "unknown" || holds(record, answer)) return false;
  if (record.right) return true;
  if (answer.kind === "absent" || hasManyValues(record)) return false;
  return answer.values.some(
    (value) => isRelevant(record, value) && !record.seen.includes(fingerprint(value)),
  );
}

/** A name can have TXT records for other purposes; a check does not store those. */
function isRelevant({ type, value: wanted }: ProbedRecord, value: string): boolean {
  return type !== "TXT" || value.toLowerCase().startsWith(wanted.slice(0, KIND).toLowerCase());
}

/** Long enough to recognise `v=spf1` and the beginning of a challenge. */
const KIND = 6;

function holds({ type, value }: ProbedRecord, answer: DnsAnswer | undefined): boolean {
  return answer?.kind === "records" && isRightRecord({ type, values: [value] }, answer.values);
}

function withAnswers(records: readonly ProbedRecord[], answers: readonly DnsAnswer[]): Probed {
  return records.map((record, index) => ({ record, answer: answers[index] }));
}
