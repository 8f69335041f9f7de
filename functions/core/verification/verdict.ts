import { isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { isOldFailure, restartDue } from "#core/onboarding/dkim-restart";
import { giveUpReads, openIncident } from "#core/onboarding/incident";
import type { Onboarding, RestartWay } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import {
  type Awaited,
  CHECK_NOW_EVERY_MS,
  jitterOf,
  SES_READS,
  SES_WRITE_AFTER_SECONDS,
  sesReadDueAt,
  waitSeconds,
} from "#core/onboarding/schedule";
import { isMistake } from "#core/records/is-mistake";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { isOfMailFrom } from "#core/records/required-records";

/**
 * The result of a check: the customer has something to read, something is awaited, or everything is verified.
 */
export interface Verdict {
  readonly decision: "ask" | "waiting" | "verified";
  readonly awaited: Awaited;
  readonly tries: number;
  /** The time until the next check. */
  readonly waitSeconds: number;
}

/**
 * Judges DNS and SES together. SES's status is not sufficient, since SES never checks the MAIL FROM SPF
 * record.
 */
export function judge(
  current: Onboarding,
  records: readonly CheckedRecord[],
  findings: readonly StoredFinding[] = [],
): Verdict {
  const problem = problemOf(records, notYetReported(current, findings));
  const required = recordsRequiredForSending(current, records, ({ record }) => record);
  const awaited = awaitedNow(current, required, problem);
  const hasActed = current.signals.count > current.signals.seen;
  const tries = awaited === current.schedule.awaited && !hasActed ? current.schedule.tries + 1 : 0;
  const isCallDue = nextSesWrite(current, records) !== undefined || isOldFailure(current.ses);
  const pause = waitSeconds(awaited, tries, jitterOf(current.onboardingId));
  const wait = { awaited, tries, waitSeconds: isCallDue ? SES_WRITE_AFTER_SECONDS : pause };
  if (allRight(required) && isVerifiedBySes(current) && !isProofRequired(current))
    return { decision: "verified", ...wait };
  const isNews =
    current.recordsVersion > current.notifiedRecordsVersion ||
    (problem !== undefined && problem !== current.notifiedProblem);
  return { decision: isNews ? "ask" : "waiting", ...wait };
}

function awaitedNow(
  { signals: { confirmedAt = 0, checkRequestedAt = 0 }, notifiedProblem, notifiedProblemAt = 0 }: Onboarding,
  records: readonly CheckedRecord[],
  problem: string | undefined,
): Awaited {
  if (allRight(records)) return "ses";
  const actedAt = Math.max(confirmedAt, checkRequestedAt);
  if (actedAt === 0) return "notConfirmed";
  // A confirmation after the problem was reported says that the problem is fixed; caches may still hold an
  // old answer.
  const isFixed = problem === notifiedProblem && actedAt > notifiedProblemAt;
  return problem === undefined || isFixed ? "confirmed" : "hasErrors";
}

/**
 * Requires all three SES statuses, for this MAIL FROM domain, unless an operator approved going without one.
 */
function isVerifiedBySes(current: Onboarding): boolean {
  const { ses, mailFrom, withoutMailFrom } = current;
  const isMailFromVerified = ses.status?.mailFrom === "SUCCESS" && ses.status.mailFromDomain === mailFrom;
  return isDkimVerified(current) && (isMailFromVerified || withoutMailFrom !== undefined);
}

/** True if SES has verified the DKIM records and signs; from then on from addresses can be added. */
export function isDkimVerified({ ses: { status } }: Onboarding): boolean {
  return status?.verification === "SUCCESS" && status.dkim === "SUCCESS" && status.signingOff === undefined;
}

/**
 * Returns all that is wrong as one text, which identifies the problem so that it is reported once;
 * `undefined` if nothing is wrong.
 */
export function problemOf(
  records: readonly CheckedRecord[],
  findings: readonly StoredFinding[] = [],
): string | undefined {
  const wrong = records
    .filter((seen) => isWrong(seen, findings))
    .map(({ record, seen }) => lineOf(record, seen));
  // A missing record alone is no mistake, but a record at a wrong name is.
  const elsewhere = findings
    .filter((finding) => isMistake(finding) && !wrong.some((line) => line.startsWith(nameOf(finding.record))))
    .map(({ code, record, seen }) => `${code} ${lineOf(record, seen)}`);
  const problems = [...wrong, ...elsewhere];
  return problems.length === 0 ? undefined : problems.join("\n");
}

/** Removes findings that the `domain_lost` notice has already listed. */
export function notYetReported(
  current: Pick<Onboarding, "incident">,
  findings: readonly StoredFinding[],
): readonly StoredFinding[] {
  const open = openIncident(current);
  const reported = open?.lostAt === undefined ? [] : open.records;
  return findings.filter(
    ({ code, record }) =>
      code !== "RECORD_VANISHED" ||
      !reported.some(({ name, type }) => name === record?.name && type === record.type),
  );
}

/** A difference between name servers that are still copying the zone is no mistake. */
function isWrong({ state, record }: CheckedRecord, findings: readonly StoredFinding[]): boolean {
  const isSettling = findings.some(
    ({ code, records }) =>
      code === "NAME_SERVERS_NOT_IN_STEP" && records.some((one) => nameOf(one) === nameOf(record)),
  );
  return (state === "wrong" || state === "conflicting") && !isSettling;
}

function lineOf(record: StoredFinding["record"], seen: readonly string[]): string {
  return `${nameOf(record)}${[...seen].sort().join(" | ")}`;
}

function nameOf(record: StoredFinding["record"]): string {
  return record === null ? "- " : `${record.type} ${record.name} `;
}

/** Returns the one SES call that can matter now, if any; the whole account shares about one call a second. */
export function nextSesCall(
  current: Onboarding,
  records: readonly CheckedRecord[],
  nowMs: number,
): "read" | SesWrite | undefined {
  const { status, readAt } = current.ses;
  const write = nextSesWrite(current, records);
  if (write !== undefined) return write;
  // After a loss the SES status is unknown and must be read.
  if (status === undefined && isMailFromRight(records)) return "read";
  // An old FAILED is read again before a restart, because DKIM may have been restarted already.
  if (isOldFailure(current.ses)) return "read";
  if (giveUpReads(current).some((at) => at <= nowMs && (readAt ?? 0) < at)) return "read";
  const dueAt = isAwaited(records, status)
    ? (readAt ?? current.createdAt) + (allRight(records) ? CHECK_NOW_EVERY_MS : SES_READS.apartMs)
    : sesReadDueAt(current.createdAt, readAt);
  return nowMs >= dueAt ? "read" : undefined;
}

/** A call that makes SES check again, or that prepares such a call. */
type SesWrite = "set-mail-from" | "enable-signing" | "save-identity-settings" | RestartWay;

function nextSesWrite(current: Onboarding, records: readonly CheckedRecord[]): SesWrite | undefined {
  const { ses, mailFrom } = current;
  const { status } = ses;
  // A recreation that was started must be finished, whatever DNS shows: the identity may be deleted already.
  if (ses.settingsToRestore !== undefined) return "recreate";
  // SES gives up on a MAIL FROM domain after 72 hours, so it is set only when its records are right.
  const isUnset = status?.mailFromDomain !== mailFrom || status.mailFrom === "FAILED";
  if (status !== undefined && isUnset && isMailFromRight(records)) return "set-mail-from";
  // Signing is enabled only for an identity that Sendworthy made; an operator decides about one that was made
  // by hand.
  if (status?.signingOff === "made-here" && status.dkim === "SUCCESS") return "enable-signing";
  const way = restartDue(current);
  return way === "recreate" ? "save-identity-settings" : way;
}

function isMailFromRight(records: readonly CheckedRecord[]): boolean {
  return allRight(records.filter(({ record }) => isOfMailFrom(record)));
}

/** DKIM is verified on its own: SES is asked about it before MAIL FROM is right, but not at every check. */
function isAwaited(records: readonly CheckedRecord[], status: Onboarding["ses"]["status"]): boolean {
  const dkim = records.filter(({ record }) => record.purpose === "dkim");
  return allRight(records) || (allRight(dkim) && status?.dkim !== "SUCCESS");
}

function allRight(records: readonly CheckedRecord[]): boolean {
  return records.every(({ state }) => state === "right");
}
