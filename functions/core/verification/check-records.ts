import { type DiagnosedRecord, type Diagnosis, diagnose } from "#core/diagnosis/diagnose";
import { expectedOf, type Subject } from "#core/diagnosis/model/subject";
import type { DnsResolver } from "#core/dns/observation";
import { excerpt } from "#core/names/excerpt";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SES_FINDS_WITHIN_MS, SILENCE_LASTS_MS } from "#core/onboarding/schedule";
import { dmarcAdvice } from "#core/publication/dmarc-advice";
import { advisedRecordOf } from "#core/records/advised-record";
import type { Edit } from "#core/records/correction";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";
import { isDkimVerified } from "./verdict.ts";

type RecordCheck = NonNullable<Onboarding["lastCheck"]>;

/** The number of findings that a reader can act on at once. */
const MOST_FINDINGS = 12;
const MOST_VALUES = 8;
/** Five records at two names each need no more; more edits come from zones full of unrelated records. */
const MOST_EDITS = 10;
const LONGEST = 500;

/** What a check observes: the required records, and whether the optional record is useful. */
export type SeenRecords = Pick<Onboarding, "advised"> & { readonly lastCheck: RecordCheck };

/** The values that a check needs beside the onboarding. */
interface CheckContext {
  readonly now: number;
  readonly resolver: DnsResolver;
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
}

/** Diagnoses all required records. */
export async function checkRecords(
  onboarding: Onboarding,
  { now, resolver, dmarcReports }: CheckContext,
): Promise<SeenRecords> {
  const session = resolver.open(now);
  try {
    const diagnosis = await diagnose(
      { ...subjectOf(onboarding, now), ...(dmarcReports !== undefined && { dmarcReports }) },
      session,
      now,
    );
    const records = onboarding.records.map((record, index) =>
      seenRecord(record, diagnosis.records[index], onboarding, now),
    );
    const findings = [...urgentStill(diagnosis, onboarding), ...diagnosis.findings.map(kept)];
    const lastCheck = {
      at: now,
      records,
      ...rightness(records, onboarding, now),
      findings: findings.slice(0, MOST_FINDINGS),
      ...disagreement(diagnosis, onboarding, now),
      queries: session.queries(),
    };
    return { lastCheck, ...adviceOf(diagnosis, onboarding, { now, resolver, dmarcReports }) };
  } finally {
    session.end();
  }
}

function adviceOf(
  { dmarc }: Diagnosis,
  { identity }: Onboarding,
  { now, dmarcReports }: CheckContext,
): Pick<Onboarding, "advised"> {
  if (dmarc === undefined) return {};
  const record = advisedRecordOf(identity, dmarcReports);
  const state = dmarcAdvice({ ...dmarc, domain: identity, wanted: record.value });
  return { advised: { at: now, state, record } };
}

function subjectOf(onboarding: Onboarding, now: number): Subject {
  const { identity, mailFrom, records, fromAddresses, lastCheck, signals, snapshot } = onboarding;
  const right = (lastCheck?.records ?? []).flatMap(({ record: { name, type }, rightAt }) =>
    rightAt === undefined ? [] : [{ name, type, at: rightAt }],
  );
  return {
    domain: identity,
    mailFrom,
    records: records.map(expectedOf),
    fromAddresses,
    remembered: {
      right,
      ...(lastCheck?.disagreeingSince && { disagreeingSince: lastCheck.disagreeingSince }),
      silent: lastingSilence(onboarding, now),
    },
    ...(snapshot && { snapshot }),
    ...lastingSesError(onboarding),
    confirmed: signals.confirmedAt !== undefined,
    dkimVerified: isDkimVerified(onboarding),
  };
}

/** Returns the records whose name servers have not answered for so long that it counts as a fault. */
function lastingSilence(
  { lastCheck }: Onboarding,
  now: number,
): readonly Pick<RequiredRecord, "name" | "type">[] {
  return (lastCheck?.records ?? [])
    .filter(({ silentSince = now }) => now - silentSince >= SILENCE_LASTS_MS)
    .map(({ record: { name, type } }) => ({ name, type }));
}

/** Returns SES's error, unless it may date from before the DKIM records became right. */
function lastingSesError({
  ses: { status, readAt = 0, dkimRightSince },
}: Onboarding): Pick<Subject, "sesError"> {
  const isLasting = dkimRightSince !== undefined && readAt >= dkimRightSince + SES_FINDS_WITHIN_MS;
  return isLasting && status?.errorType !== undefined ? { sesError: status.errorType } : {};
}

function seenRecord(
  record: RequiredRecord,
  diagnosed: DiagnosedRecord | undefined,
  { lastCheck }: Onboarding,
  now: number,
): CheckedRecord {
  if (diagnosed === undefined) throw new Error(`The diagnosis lost the record ${record.name}`);
  const { state, propagation, cachedUntil, seen, unanswered, zone, hostInZone, nameServers } = diagnosed;
  const before = lastCheck?.records.find(
    ({ record: { name, type } }) => name === record.name && type === record.type,
  );
  const rightAt = state === "right" ? now : before?.rightAt;
  // A lasting lack of answers is a fault to correct, so its beginning is kept.
  const silentSince = state === "unknown" ? (before?.silentSince ?? now) : undefined;
  return {
    record,
    state,
    propagation,
    seen: few(seen, record.value),
    unanswered: few(unanswered),
    place: { zone, host: hostInZone, nameServers: few(nameServers) },
    ...(cachedUntil === undefined ? {} : { cachedUntil }),
    ...(rightAt === undefined ? {} : { rightAt }),
    ...(silentSince === undefined ? {} : { silentSince }),
  };
}

function rightness(
  records: readonly CheckedRecord[],
  { lastCheck }: Onboarding,
  now: number,
): Partial<RecordCheck> {
  const isRight = records.every(({ state }) => state === "right");
  return isRight ? { rightSince: lastCheck?.rightSince ?? now } : {};
}

/** An urgent finding stays until an answer disproves it; a server that does not answer disproves nothing. */
function urgentStill(
  { findings, unanswered }: Diagnosis,
  { lastCheck }: Onboarding,
): readonly StoredFinding[] {
  const isUnknown = ({ edits }: StoredFinding) =>
    edits.some((one) => unanswered.some(({ name, type }) => name === one.name && type === one.type));
  return (lastCheck?.findings ?? []).filter(
    (one) => one.severity === "urgent" && isUnknown(one) && !findings.some(({ code }) => code === one.code),
  );
}

/** Name servers may need some minutes to agree, so the beginning of a disagreement is kept. */
function disagreement({ findings }: Diagnosis, { lastCheck }: Onboarding, now: number): Partial<RecordCheck> {
  const disagree = findings.some(({ code }) => code.startsWith("NAME_SERVERS_"));
  return disagree ? { disagreeingSince: lastCheck?.disagreeingSince ?? now } : {};
}

function kept({ seen, expected, edits, ...finding }: Diagnosis["findings"][number]): StoredFinding {
  return {
    ...finding,
    edits: edits.slice(0, MOST_EDITS).map(keptEdit),
    seen: few(seen),
    expected: few(expected),
  };
}

/** Keeps each value that a person must type in full, and of a removed value enough to recognise it. */
function keptEdit({ previous, ...edit }: Edit): Edit {
  const isTyped = edit.action === "add" || edit.action === "replace";
  const value = isTyped ? edit.value : excerpt(edit.value, LONGEST);
  return {
    ...edit,
    value,
    ...(previous === undefined ? {} : { previous: excerpt(previous, LONGEST, value) }),
  };
}

/** Cuts values from a stranger's zone, because the item must stay well below DynamoDB's 400 kB. */
function few(values: readonly string[], wanted?: string): string[] {
  return values.slice(0, MOST_VALUES).map((value) => excerpt(value, LONGEST, wanted));
}
