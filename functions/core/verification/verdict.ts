import { isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { recordsRequiredForSending } from "#core/onboarding/changes/without-mail-from";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import {
  type Awaited,
  CHECK_INTERVALS,
  CHECK_NOW_EVERY_MS,
  jitterOf,
  SES_WRITE_AFTER_SECONDS,
  sesReadDueAt,
  waitSeconds,
} from "#core/onboarding/schedule";
import { isMistake } from "#core/records/is-mistake";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { isOfMailFrom } from "#core/records/required-records";
import { restartDue } from "./dkim-restart.ts";

/** What a look decides: tell the customer something, wait, or go on. */
export interface Verdict {
  readonly decision: "ask" | "waiting" | "verified";
  readonly awaited: Awaited;
  readonly tries: number;
  /** Until the next look. */
  readonly waitSeconds: number;
}

/** Decides on what DNS and SES say. SES's own word is not enough: it never looks at the MAIL FROM SPF record. */
export function judge(
  current: Onboarding,
  records: readonly CheckedRecord[],
  findings: readonly StoredFinding[] = [],
): Verdict {
  const fault = problemOf(records, notYetReported(current, findings));
  const relied = recordsRequiredForSending(current, records, ({ record }) => record);
  const awaited = awaitedNow(current, relied, fault);
  const acted = current.signals.count > current.signals.seen;
  const tries = awaited === current.schedule.awaited && !acted ? current.schedule.tries + 1 : 0;
  const isWriteDue = nextSesWrite(current, records) !== undefined;
  const pause = waitSeconds(awaited, tries, jitterOf(current.onboardingId));
  const wait = { awaited, tries, waitSeconds: isWriteDue ? SES_WRITE_AFTER_SECONDS : pause };
  if (allRight(relied) && isVerifiedBySes(current) && !isProofRequired(current))
    return { decision: "verified", ...wait };
  const isNews =
    current.recordsVersion > current.notifiedRecordsVersion ||
    (fault !== undefined && fault !== current.notifiedProblem);
  return { decision: isNews ? "ask" : "waiting", ...wait };
}

function awaitedNow(
  { signals: { confirmedAt = 0, checkRequestedAt = 0 }, notifiedProblem, notifiedProblemAt = 0 }: Onboarding,
  records: readonly CheckedRecord[],
  fault: string | undefined,
): Awaited {
  if (allRight(records)) return "ses";
  const saidAt = Math.max(confirmedAt, checkRequestedAt);
  if (saidAt === 0) return "notConfirmed";
  // Whoever says so again once the mistake was told has mended it: what is seen may be what it was before.
  const isMended = fault === notifiedProblem && saidAt > notifiedProblemAt;
  return fault === undefined || isMended ? "confirmed" : "hasErrors";
}

/** The gate: all three of SES's statuses, for this MAIL FROM domain, unless an operator lets it go without one. */
function isVerifiedBySes(current: Onboarding): boolean {
  const { ses, mailFrom, withoutMailFrom } = current;
  const isMailFromVerified = ses.status?.mailFrom === "SUCCESS" && ses.status.mailFromDomain === mailFrom;
  return isDkimVerified(current) && (isMailFromVerified || withoutMailFrom !== undefined);
}

/** True if SES says that the DKIM records are verified: from then on from addresses can be added. */
export function isDkimVerified({ ses: { status } }: Onboarding): boolean {
  return status?.verification === "SUCCESS" && status.dkim === "SUCCESS";
}

/** What is wrong, so that the same fault is told once; `undefined` if nothing is. */
export function problemOf(
  records: readonly CheckedRecord[],
  findings: readonly StoredFinding[] = [],
): string | undefined {
  const wrong = records
    .filter((seen) => isWrong(seen, findings))
    .map(({ record, seen }) => lineOf(record, seen));
  // A missing record has no fault of its own: what is told is where it was found instead.
  const elsewhere = findings
    .filter((finding) => isMistake(finding) && !wrong.some((line) => line.startsWith(nameOf(finding.record))))
    .map(({ code, record, seen }) => `${code} ${lineOf(record, seen)}`);
  const faults = [...wrong, ...elsewhere];
  return faults.length === 0 ? undefined : faults.join("\n");
}

/** The findings without those that the notice of a loss told: the same records, and still gone. */
export function notYetReported(
  current: Pick<Onboarding, "incident">,
  findings: readonly StoredFinding[],
): readonly StoredFinding[] {
  const open = openIncident(current);
  const told = open?.lostAt === undefined ? [] : open.records;
  return findings.filter(
    ({ code, record }) =>
      code !== "RECORD_VANISHED" ||
      !told.some(({ name, type }) => name === record?.name && type === record.type),
  );
}

/** Name servers that have not caught up with one another yet are nobody's fault. */
function isWrong({ state, record }: CheckedRecord, findings: readonly StoredFinding[]): boolean {
  const isSettling = findings.some(
    (finding) => finding.code === "NAME_SERVERS_NOT_IN_STEP" && nameOf(finding.record) === nameOf(record),
  );
  return (state === "wrong" || state === "conflicting") && !isSettling;
}

function lineOf(record: StoredFinding["record"], seen: readonly string[]): string {
  return `${nameOf(record)}${[...seen].sort().join(" | ")}`;
}

function nameOf(record: StoredFinding["record"]): string {
  return record === null ? "- " : `${record.type} ${record.name} `;
}

/** The one SES call that can matter now, if any: the budget is about one a second for the whole account. */
export function nextSesCall(
  current: Onboarding,
  records: readonly CheckedRecord[],
  nowMs: number,
): "read" | SesWrite | undefined {
  const { status, readAt } = current.ses;
  const write = nextSesWrite(current, records);
  if (write !== undefined) return write;
  // What SES said before a domain was lost says nothing of now.
  if (status === undefined && isMailFromRight(records)) return "read";
  // Whether SES's clock really ran out is asked before anything is begun anew.
  const { dkimRightSince } = current.ses;
  const isOutdated = dkimRightSince !== undefined && (readAt ?? 0) < dkimRightSince;
  if (status?.dkim === "FAILED" && isOutdated) return "read";
  const dueAt = isAwaited(records, status)
    ? (readAt ?? current.createdAt) + (allRight(records) ? CHECK_NOW_EVERY_MS : CHECK_INTERVALS.ses[0] * 1000)
    : sesReadDueAt(current.createdAt, readAt);
  return nowMs >= dueAt ? "read" : undefined;
}

/** A call after which SES looks anew, or one that prepares it. */
type SesWrite = "set-mail-from" | "restart-dkim" | "save-identity-settings" | "recreate";

function nextSesWrite(current: Onboarding, records: readonly CheckedRecord[]): SesWrite | undefined {
  const { ses, mailFrom } = current;
  const { status } = ses;
  // What was begun is finished, whatever DNS says now: the identity may be deleted already.
  if (ses.settingsToRestore !== undefined) return "recreate";
  // SES gives up on a MAIL FROM domain after 72 hours, so it hears of it only when its records are right.
  const isUnset = status?.mailFromDomain !== mailFrom || status.mailFrom === "FAILED";
  if (status !== undefined && isUnset && isMailFromRight(records)) return "set-mail-from";
  const way = restartDue(current);
  return way === "recreate" ? "save-identity-settings" : way && "restart-dkim";
}

function isMailFromRight(records: readonly CheckedRecord[]): boolean {
  return allRight(records.filter(({ record }) => isOfMailFrom(record)));
}

/** DKIM is a milestone of its own: SES is asked about it while MAIL FROM is not right yet, though not at every look. */
function isAwaited(records: readonly CheckedRecord[], status: Onboarding["ses"]["status"]): boolean {
  const dkim = records.filter(({ record }) => record.purpose === "dkim");
  return allRight(records) || (allRight(dkim) && status?.dkim !== "SUCCESS");
}

function allRight(records: readonly CheckedRecord[]): boolean {
  return records.every(({ state }) => state === "right");
}
