import { recordCards } from "#core/instructions/record-card";
import { isAwaiting } from "#core/onboarding/changes/signals";
import { mayGoWithoutMailFrom } from "#core/onboarding/changes/without-mail-from";
import type { OnboardingEvent } from "#core/onboarding/event";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import { mayBeRecreated } from "#core/verification/approve-recreation";
import { isRestartStuck } from "#core/verification/dkim-restart";
import { type WaitingOn, waitingOn } from "#core/verification/waiting-on";
import { isoTime } from "#platform/http/operators-answer";

/** An onboarding as a list shows it. */
export function summaryOf(current: Onboarding) {
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
    createdAt: isoTime(current.createdAt),
    /** `null` when there is nothing left to look for. */
    nextLookAt: isAwaiting(current) ? isoTime(current.schedule.nextCheckAt) : null,
    lapsesAt: isAwaiting(current) || status === "held" ? isoTime(current.expiresAt) : null,
  };
}

/** All of an onboarding that an operator can have use for; never a task token, never the set-up link. */
export function detailsOf(current: Onboarding, events: readonly OnboardingEvent[]) {
  const { requester, fromAddresses, attempt, linkVersion, signals, lastCheck: look, ses } = current;
  const { closedBecause, failedFrom, withoutMailFrom, mutedAt, incident: trouble, dkimVerifiedAt } = current;
  return {
    ...summaryOf(current),
    requester,
    fromAddresses,
    execution: executionName({ ...current, attempt }),
    linkVersion,
    confirmedAt: isoTime(signals.confirmedAt),
    lastLookAt: isoTime(look?.at),
    dkimVerifiedAt: isoTime(dkimVerifiedAt),
    records: recordCards(current).map(({ record, host, zone, look: seen }) => ({
      ...record,
      zone,
      host,
      state: seen?.state ?? "not-looked",
      propagation: seen?.propagation ?? null,
      cachedUntil: isoTime(seen?.cachedUntil),
      rightAt: isoTime(seen?.rightAt),
      seen: seen?.seen ?? [],
    })),
    findings: (look?.findings ?? []).map(({ code, severity, record, fix }) => ({
      code,
      severity,
      record: record?.name ?? null,
      fix,
    })),
    ses: { ...ses.status, readAt: isoTime(ses.readAt), isDkimStuck: isRestartStuck(current) },
    closedBecause: closedBecause ?? null,
    failedFrom: failedFrom ?? null,
    withoutMailFrom: withoutMailFrom ? { at: isoTime(withoutMailFrom.at), by: withoutMailFrom.by } : null,
    mutedAt: isoTime(mutedAt),
    trouble: trouble ? { since: isoTime(trouble.since), overAt: isoTime(trouble.overAt) } : null,
    approvable: approvalsOf(current),
    events: events.map(eventView),
  };
}

/** What `approve` would do something about. */
function approvalsOf(current: Onboarding): string[] {
  return [
    ...(current.status === "held" ? ["request"] : []),
    ...(mayGoWithoutMailFrom(current) ? ["without-mail-from"] : []),
    ...(mayBeRecreated(current) ? ["dkim-recreation"] : []),
  ];
}

function eventView({ at, type, by, notices, queue, tries }: OnboardingEvent) {
  const undelivered = queue === undefined ? [] : notices.map(({ recipient }) => recipient);
  return {
    at: isoTime(at),
    type,
    by,
    told: notices.map(({ recipient }) => recipient),
    undelivered,
    tries,
  };
}

function inIsoTime({ whom, since, until }: WaitingOn) {
  return { whom, since: isoTime(since), until: isoTime(until) };
}
