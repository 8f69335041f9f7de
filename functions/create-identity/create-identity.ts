import type { DnsResolver } from "#core/dns/observation";
import { enterState } from "#core/onboarding/changes/failed-execution";
import { scheduleCleanup } from "#core/onboarding/changes/identity-cleanup";
import {
  isControlProved,
  isProofFirst,
  requestProof,
  withChallenge,
} from "#core/onboarding/changes/proof-of-control";
import { REFUSED_WITHIN_SECONDS } from "#core/onboarding/executions";
import { isOpen } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { secondsUntil } from "#core/onboarding/schedule";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import type { ProjectConfiguration } from "#core/projects/project-configuration";
import { setFromTheStart, wantedConfiguration } from "#core/projects/wanted-configuration";
import { findDmarcAdvice } from "#core/publication/dmarc-advice";
import type { SurveyPorts } from "#core/publication/survey";
import { type Advice, advisedRecordOf } from "#core/records/advised-record";
import { requiredRecords } from "#core/records/required-records";
import type { Table } from "#core/table";
import { changeAfterNotification, decideNotification } from "#core/verification/decide-notification";
import { notePublication } from "#core/verification/note-publication";
import { notifyCustomer } from "#core/verification/notify-customer";
import type { CreatedIdentity, IdentityMaker, SesBudget } from "#core/verification/ses-ports";
import { nextSlot } from "#core/verification/ses-slot";
import type { StateInput } from "#platform/triggers/state-input";
import { type ExistingRecordsOwner, findExistingRecords } from "./existing-records.ts";

/** The dependencies of the state CreateIdentity. */
export interface CreateIdentityDeps {
  readonly resolver: DnsResolver;
  readonly region: string;
  readonly table: Table;
  readonly budget: SesBudget;
  readonly identities: IdentityMaker;
  /** The configuration that the deployer declares for all projects. */
  defaults(): Promise<ProjectConfiguration>;
  /** Makes the token of a challenge record. */
  newToken(): string;
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
  /** The reminder days that the deployer set instead of the default ones. */
  readonly reminderDays?: readonly number[];
  /** Absent if this deployment cannot publish records automatically. */
  readonly publication?: SurveyPorts | undefined;
}

/** The output of the state, which the wait reads. */
export type IdentityOutcome =
  | { readonly decision: "waiting" | "closing"; readonly waitSeconds: number }
  | { readonly decision: "awaits-ses-slot"; readonly waitSeconds: number; readonly slotSeconds: number };

/**
 * Creates the identity once, in an SES slot, stores its tokens and records, and notifies the customer of
 * them.
 */
export async function createIdentity(
  { onboardingId, attempt, now }: StateInput,
  deps: CreateIdentityDeps,
): Promise<IdentityOutcome> {
  const current = await enterState(deps.table, { onboardingId, attempt, now });
  if (isToBeClosed(current)) return CLOSING;
  const made = current.dkim === undefined ? await makeIdentity(current, now, deps) : current;
  return typeof made === "number" ? awaitsSlot(secondsUntil(made, now)) : notifyAndWait(made, now, deps);
}

const CLOSING = { decision: "closing", waitSeconds: REFUSED_WITHIN_SECONDS } as const;

function awaitsSlot(slotSeconds: number): IdentityOutcome {
  return { decision: "awaits-ses-slot", waitSeconds: REFUSED_WITHIN_SECONDS, slotSeconds };
}

/** Records what the customer is notified of, and returns how long to wait for an answer. */
async function notifyAndWait(
  onboarding: Onboarding,
  now: number,
  deps: CreateIdentityDeps,
): Promise<IdentityOutcome> {
  const after = await notifyCustomer(onboarding, now, deps);
  if (isToBeClosed(after)) return CLOSING;
  await notePublication(after, now, deps);
  return { decision: "waiting", waitSeconds: secondsUntil(after.schedule.nextCheckAt, now) };
}

/**
 * Creates the identity, or issues the challenge that must precede it. Returns the onboarding afterwards, or
 * the time of a slot if none is free now.
 */
async function makeIdentity(
  current: Onboarding,
  now: number,
  deps: CreateIdentityDeps,
): Promise<Onboarding | number> {
  if (isProofFirst(current)) return issueChallenge(current, deps.table);
  const slotAt = await nextSlot(current, now, deps.budget);
  if (slotAt > now) {
    await changeOnboarding(deps.table, current, ({ ses }) => ({ set: { ses: { ...ses, slotAt } } }));
    return slotAt;
  }
  const configurationSet = await configurationSetOf(current, deps);
  const made = await deps.identities.make(
    current.identity,
    { ...current, configurationSet },
    isControlProved(current),
  );
  const [existing, advised] =
    typeof made === "string"
      ? (["nobodys"] as const)
      : await checkBeforeSending(current, { made, deps, now });
  const proof = { token: deps.newToken(), now };
  return changeOnboarding(deps.table, current, (latest) => {
    if (latest.dkim !== undefined) return undefined;
    const { slotAt: _used, ...ses } = latest.ses;
    if (made === "taken") return { set: { ses, closedBecause: "identity-taken" } };
    if (made === "left-by-another") return { set: { ses, ...leftByAnother(latest, proof) } };
    const seen = afterCheckBeforeSending(existing, latest, proof);
    const set = { ...seen, ...withIdentity({ ...latest, ...seen, ses }, made, deps.region, now), advised };
    // Another owner may have proved the names meanwhile.
    if (!isOpen(latest.status)) return { set, also: scheduleCleanup({ ...latest, ...set }, now) };
    return withNotification({ ...latest, ...set }, set, now, deps);
  });
}

/** Records the notification in the same write. */
function withNotification(
  after: Onboarding,
  set: Partial<Onboarding>,
  now: number,
  { reminderDays }: Pick<CreateIdentityDeps, "reminderDays">,
): Change {
  const told = changeAfterNotification(decideNotification(after, now, reminderDays), after, now);
  return { ...told, set: { ...set, ...told?.set } };
}

/** Returns a configuration set that already exists: set at creation, it saves a later call. */
async function configurationSetOf(
  { project, owner }: Onboarding,
  { table, defaults }: CreateIdentityDeps,
): Promise<string | undefined> {
  const { current } = await readProject(table, project);
  const { configuration } = current ?? {};
  return setFromTheStart(wantedConfiguration({ project, owner, configuration }, await defaults()));
}

function isToBeClosed({ status, signals, closedBecause }: Onboarding): boolean {
  return !isOpen(status) || signals.cancelledAt !== undefined || closedBecause !== undefined;
}

/** Control of contested names must be proved first; until then nothing is created in SES. */
function issueChallenge(current: Onboarding, table: Table): Promise<Onboarding> {
  return changeOnboarding(table, current, (latest) =>
    isProofFirst(latest) && latest.records.length === 0
      ? { set: { records: withChallenge(latest, []), recordsVersion: latest.recordsVersion + 1 } }
      : undefined,
  );
}

/** An identity of another owner is taken over only after control of the domain is proved. */
function leftByAnother(latest: Onboarding, proof: Parameters<typeof requestProof>[2]): Partial<Onboarding> {
  const { ownership } = { ...latest, ...requestProof(latest, "left-by-another", proof) };
  if (ownership === undefined || ownership.provedAt !== undefined) return {};
  const demanded = { ...latest, ownership: { ...ownership, because: "left-by-another" as const } };
  return {
    ownership: demanded.ownership,
    records: withChallenge(demanded, []),
    recordsVersion: latest.recordsVersion + 1,
  };
}

/** Reads what DNS holds before the records are sent: records of an earlier set-up, and a DMARC policy. */
async function checkBeforeSending(
  current: Onboarding,
  {
    made,
    deps,
    now,
  }: { readonly made: CreatedIdentity; readonly deps: CreateIdentityDeps; readonly now: number },
): Promise<readonly [ExistingRecordsOwner, Advice]> {
  const { identity, ownership } = current;
  const { region, table, resolver, dmarcReports } = deps;
  const session = resolver.open(now);
  try {
    const records = requiredRecords({ ...current, ...made, region });
    const [existing, state] = await Promise.all([
      ownership === undefined
        ? findExistingRecords(current, records, { table, session })
        : ("nobodys" as const),
      findDmarcAdvice(identity, session, dmarcReports),
    ]);
    return [existing, { at: now, state, record: advisedRecordOf(identity, dmarcReports) }];
  } finally {
    session.end();
  }
}

/**
 * Records from an earlier set-up of the same owner are checked at once, because they need not be added again.
 */
function afterCheckBeforeSending(
  existing: ExistingRecordsOwner,
  latest: Onboarding,
  proof: Parameters<typeof requestProof>[2],
): Partial<Onboarding> {
  if (existing === "anothers") return requestProof(latest, "published-before", proof);
  const schedule = { ...latest.schedule, tries: -1, nextCheckAt: proof.now };
  return existing === "ours" ? { hadExistingRecords: true, schedule } : {};
}

function withIdentity(
  latest: Onboarding,
  made: CreatedIdentity,
  region: string,
  now: number,
): Partial<Onboarding> {
  const { configurationSet } = made;
  return {
    ses: {
      ...latest.ses,
      status: made.status,
      readAt: now,
      ...(configurationSet !== undefined && { configurationSet }),
    },
    dkim: { tokens: [...made.dkimTokens], signingHostedZone: made.signingHostedZone },
    records: withChallenge(latest, requiredRecords({ ...latest, ...made, region })),
    recordsVersion: latest.recordsVersion + 1,
    // If the challenge was already sent, all other records are new rather than replaced.
    ...(latest.recordsVersion > 0 ? { replacedRecords: [] } : {}),
  };
}
