import { fixText } from "#core/instructions/finding-text";
import { pageHeadline } from "#core/instructions/headline";
import { type RecordCard, recordCards } from "#core/instructions/record-card";
import type { EventWithNotices } from "#core/notices/notice-states";
import { isAwaiting, isCheckable } from "#core/onboarding/changes/signals";
import { mayGoWithoutMailFrom } from "#core/onboarding/changes/without-mail-from";
import { isRestartStuck } from "#core/onboarding/dkim-restart";
import { openIncident, sesGivesUpAt } from "#core/onboarding/incident";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import type { Stage } from "#core/onboarding/stage";
import { isUnownedIdentity } from "#core/onboarding/trouble";
import { type WaitingOn, waitingOn } from "#core/onboarding/waiting-on";
import { awaitedSince } from "#core/search/entries";
import { mayBeRecreated } from "#core/verification/approve-recreation";
import { textsIn } from "#core/words/texts";
import { isoTime } from "#platform/http/operators-answer";

/** Operators read English. */
const ENGLISH = textsIn("en");

/**
 * The fields of an onboarding in a list. `awaitedSince` is the time since which its party is awaited; later
 * requests and comments do not change it.
 */
export function summaryOf(current: Onboarding, awaitedSince?: number) {
  const { onboardingId, status, project, owner, source, ticket, identity, mailFrom } = current;
  return {
    onboardingId,
    status,
    project,
    owner,
    source,
    ticket,
    identity,
    mailFrom,
    waitingOn: inIsoTime(waitingOn(current)),
    awaitedSince: isoTime(awaitedSince),
    createdAt: isoTime(current.createdAt),
    /** `null` if no further check is planned. */
    nextLookAt: isCheckable(current) ? isoTime(current.schedule.nextCheckAt) : null,
    lapsesAt: isAwaiting(current) || status === "held" ? isoTime(current.expiresAt) : null,
  };
}

/** The texts that name an onboarding beside its summary, so that a search tells exact matches from others. */
export function namesOf({ alsoTickets = [], fromAddresses }: Onboarding) {
  return { alsoTickets: alsoTickets.map(({ ticket }) => ticket), fromAddresses };
}

/** The recorded data of an onboarding beside its item. */
interface Recorded {
  readonly events: readonly EventWithNotices[];
  readonly stages: readonly Stage[];
  /** The ids of the notices whose text can be read. */
  readonly kept: ReadonlySet<string>;
}

/** All fields of an onboarding for operators; never a task token or the set-up link. */
export function detailsOf(current: Onboarding, { events, stages, kept }: Recorded) {
  const { requester, fromAddresses, attempt, linkVersion, signals, lastCheck, ses } = current;
  const { closedBecause, failedFrom, withoutMailFrom, mutedAt, incident, dkimVerifiedAt } = current;
  return {
    ...summaryOf(current, waitingOn(current).party === "nobody" ? undefined : awaitedSince(stages)),
    requester,
    fromAddresses,
    execution: executionName({ ...current, attempt }),
    linkVersion,
    confirmedAt: isoTime(signals.confirmedAt),
    lastLookAt: isoTime(lastCheck?.at),
    dkimVerifiedAt: isoTime(dkimVerifiedAt),
    records: recordCards(current).map(recordOf),
    advised: advisedOf(current),
    customerSees: pageHeadline(current, ENGLISH),
    attempt,
    ownership: ownershipOf(current),
    findings: (lastCheck?.findings ?? []).map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      record: finding.record?.name ?? null,
      fix: fixText(finding, ENGLISH),
    })),
    ses: { ...ses.status, readAt: isoTime(ses.readAt), isDkimStuck: isRestartStuck(current) },
    publication: publicationOf(current),
    closedBecause: closedBecause ?? null,
    failedFrom: failedFrom ?? null,
    withoutMailFrom: withoutMailFrom ? { at: isoTime(withoutMailFrom.at), by: withoutMailFrom.by } : null,
    mutedAt: isoTime(mutedAt),
    trouble: incident ? { since: isoTime(incident.since), overAt: isoTime(incident.overAt) } : null,
    sesGivesUpAt: isoTime(sesGivesUpAt(openIncident(current))),
    approvable: approvalsOf(current),
    isAssignable: isUnownedIdentity(current),
    decision: decisionOf(current),
    events: events.map((one) => eventView(one, kept)),
    stages: stages.map(stageView),
  };
}

/** A record of a card, and its state at the last check. */
function recordOf({ record, host, zone, checked }: RecordCard) {
  return {
    ...record,
    zone,
    host,
    state: checked?.state ?? "not-looked",
    propagation: checked?.propagation ?? null,
    cachedUntil: isoTime(checked?.cachedUntil),
    rightAt: isoTime(checked?.rightAt),
    seen: checked?.seen ?? [],
  };
}

/** Returns the optional record with its own state, which never blocks; `null` before it was checked. */
function advisedOf({ advised }: Onboarding) {
  return advised === undefined
    ? null
    : { ...advised.record, state: advised.state, lastLookAt: isoTime(advised.at) };
}

/**
 * Returns the reason why control of the domain has to be proved, and whether it is proved. The challenge is a
 * record like the others: its value is in `records`, and is public once it is published.
 */
function ownershipOf({ ownership }: Onboarding) {
  if (ownership === undefined) return null;
  const { because, requestedAt, provedAt } = ownership;
  return { because, requestedAt: isoTime(requestedAt), provedAt: isoTime(provedAt) };
}

/**
 * Returns whether the records can be published automatically; the link for that is only on the set-up page.
 */
function publicationOf({ publication }: Onboarding) {
  const { isOffered = false, way = "domain-connect", provider = null, because = null } = publication ?? {};
  return { offered: isOffered, way: provider === null ? null : way, provider, because };
}

/**
 * The decision that an onboarding waits for from an operator, and its action; `null` where the status shows
 * it.
 */
export function decisionOf(current: Onboarding) {
  const { identity, project, ticket, onboardingId, ses, status } = current;
  if (status === "held" || status === "failed" || waitingOn(current).party !== "operator") return null;
  const kind = ses.status?.signingOff === "made-by-hand" ? "signing-disabled" : "dkim-stuck";
  const values = { identity, project, ticket, onboarding: onboardingId };
  return {
    subject: ENGLISH.text(`operators.${kind}.subject`, { identity }),
    why: ENGLISH.text(`operators.${kind}.body`, values),
    next: ENGLISH.text(`operators.${kind}.next`, { identity }),
  };
}

/** The party that an onboarding waited for from this time, and the results of its checks. */
function stageView({ at, status, awaits, records, findings, oneClick }: Stage) {
  return { at: isoTime(at), status, awaits, records, findings, oneClick };
}

/** Returns the values of `what` that `approve` accepts now. */
function approvalsOf(current: Onboarding): string[] {
  return [
    ...(current.status === "held" ? ["request"] : []),
    ...(mayGoWithoutMailFrom(current) ? ["without-mail-from"] : []),
    ...(mayBeRecreated(current) ? ["dkim-recreation"] : []),
  ];
}

function eventView({ event, notices }: EventWithNotices, kept: ReadonlySet<string>) {
  const { onboardingId, at, type, by, because, tries } = event;
  return {
    at: isoTime(at),
    type,
    by,
    because: because ?? null,
    texts: event.notices.flatMap(({ recipient, noticeId }) =>
      kept.has(noticeId) ? [{ recipient, notice: noticeId.slice(onboardingId.length + 1) }] : [],
    ),
    told: notices.map(({ recipient }) => recipient),
    undelivered: notices.filter(({ state }) => state === "undelivered").map(({ recipient }) => recipient),
    givenUp: event.givenUp ?? [],
    putOff: notices.flatMap(({ recipient, state, until }) =>
      state === "put-off" ? [{ recipient, until: isoTime(until) }] : [],
    ),
    tries,
  };
}

function inIsoTime({ party, since, until }: WaitingOn) {
  return { whom: party, since: isoTime(since), until: isoTime(until) };
}
