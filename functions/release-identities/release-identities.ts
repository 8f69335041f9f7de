import { readClaims } from "#core/claims/claim-store";
import { isUsedByOthers } from "#core/claims/claims";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver, Observation } from "#core/dns/observation";
import { recordState } from "#core/dns/record-state";
import {
  afterCleanupDecision,
  type IdentityCleanup,
  readIdentityCleanup,
} from "#core/onboarding/changes/identity-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import { RECHECK_UNUSED_IDENTITY_MS, STALE_RECORDS_WATCHED_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Queue, Table } from "#core/table";
import type { IdentityReleaser, SesBudget } from "#core/verification/ses-ports";
import { logger } from "#platform/observability";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

/** What release-identities needs of the world. */
export interface ReleaseDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly budget: SesBudget;
  readonly identities: IdentityReleaser;
  readonly resolver: DnsResolver;
}

/** Decides about one identity that a closed onboarding left: deletes it if nobody can have any use for it. */
export async function releaseIdentities(
  { time }: ScheduledEvent,
  deps: ReleaseDeps,
): Promise<{ outcome: string }> {
  const [key] = await deps.queue.due("leftover", time);
  const item = key === undefined ? undefined : await deps.table.get(key);
  if (item === undefined) return { outcome: "nothing-due" };
  const found = readIdentityCleanup(item);
  if (found.queue === undefined) return { outcome: "nothing-due" };
  const onboarding = await readOnboarding(deps.table, found.onboardingId);
  const outcome = await lookInto(found, onboarding, time, deps);
  // Whoever waits for SES goes first: this comes again at the next run.
  if (outcome === "busy") return { outcome };
  await keep(found, onboarding, outcome, time, deps);
  logger.info("An identity was looked into", {
    event: "LEFTOVER_DECIDED",
    onboardingId: found.onboardingId,
    outcome,
  });
  return { outcome };
}

type Outcome =
  | "busy"
  | "failed"
  | "relied-on"
  | "published"
  | "dns-unknown"
  | "gone"
  | "not-ours"
  | "verified"
  | "released"
  | "dangling"
  | "clean"
  | "left-dangling";

/** One that SES does not let go is put off: behind it stand the others. */
async function lookInto(
  { byOperator }: IdentityCleanup,
  onboarding: Onboarding,
  now: number,
  deps: ReleaseDeps,
): Promise<Outcome> {
  const { onboardingId, released } = onboarding;
  try {
    return released === undefined
      ? await decide(onboarding, byOperator === true, now, deps)
      : await lookAgain(released.at, onboarding, now, deps);
  } catch (error) {
    logger.error("An identity could not be looked into", { event: "LEFTOVER_FAILED", onboardingId, error });
    return "failed";
  }
}

/** What works, or looks as if it did, goes by an operator's word alone; what somebody else relies on, or has, never. */
async function decide(
  onboarding: Onboarding,
  isByOperator: boolean,
  now: number,
  deps: ReleaseDeps,
): Promise<Outcome> {
  const { identity, owner } = onboarding;
  if (await isReliedOn(onboarding, deps.table)) return "relied-on";
  const published = isByOperator ? "no" : await arePublished(onboarding, deps.resolver);
  if (published !== "no") return published === "yes" ? "published" : "dns-unknown";
  if ((await deps.budget.take(now)) > now) return "busy";
  const found = await deps.identities.look(identity);
  if (found === undefined) return "gone";
  if (found.owner !== owner) return "not-ours";
  if (found.isVerified && !isByOperator) return "verified";
  // A ticket may have come since the first question.
  if (await isReliedOn(onboarding, deps.table)) return "relied-on";
  await deps.identities.release(identity);
  return "released";
}

async function isReliedOn({ identity, onboardingId }: Onboarding, table: Table): Promise<boolean> {
  const { entries } = await readClaims(table, identity);
  return isUsedByOthers(entries, onboardingId, identity);
}

/** Anything at one of the names counts: somebody went to the trouble. Silence says nothing. */
async function arePublished(
  { records }: Onboarding,
  resolver: DnsResolver,
): Promise<"yes" | "no" | "unknown"> {
  const session = resolver.open();
  try {
    const names = records.filter(({ purpose }) => purpose === "dkim");
    const sightings = await session.ask(names.map(({ name, type }) => ({ name, type })));
    if (sightings.some(isThere)) return "yes";
    return sightings.every(isAbsent) ? "no" : "unknown";
  } finally {
    session.end();
  }
}

function isThere({ authoritative, aliases }: Observation): boolean {
  return aliases.length > 0 || authoritative.some(({ answer }) => answer.kind === "records");
}

function isAbsent({ authoritative, zoneExists }: Observation): boolean {
  const answers = authoritative.map(({ answer }) => answer.kind);
  return zoneExists === "no" || (answers.includes("absent") && !answers.includes("records"));
}

/** The identity is gone first; only then is it told which records may go. */
async function keep(
  found: IdentityCleanup,
  onboarding: Onboarding,
  outcome: Outcome,
  now: number,
  { table, resolver }: ReleaseDeps,
): Promise<void> {
  const isGone = outcome === "released" || outcome === "gone";
  const records = isGone ? await danglers(onboarding, resolver) : [];
  if (records.length === 0) return void (await table.commit([decisionPut(found, outcome, now)]));
  await changeOnboarding(table, onboarding.onboardingId, ({ released, requester }) =>
    released === undefined
      ? {
          set: { released: { at: now, records } },
          // Who was involved may be forgotten by now.
          ...(requester === ""
            ? {}
            : { event: { type: "identity_released", at: now, by: "sendworthy" } as const }),
          also: [afterCleanupDecision(found, "dangling", now + RECHECK_UNUSED_IDENTITY_MS)],
        }
      : undefined,
  );
}

async function lookAgain(
  releasedAt: number,
  onboarding: Onboarding,
  now: number,
  { resolver }: ReleaseDeps,
): Promise<Outcome> {
  if ((await danglers(onboarding, resolver)).length === 0) return "clean";
  return now < releasedAt + STALE_RECORDS_WATCHED_MS ? "dangling" : "left-dangling";
}

/** The records that still stand as they were told. */
async function danglers(
  { records }: Onboarding,
  resolver: DnsResolver,
): Promise<{ readonly name: string; readonly type: string }[]> {
  const session = resolver.open();
  try {
    const sightings = await session.ask(records.map(({ name, type }) => ({ name, type })));
    return records.flatMap((record, index) => {
      const sighting = sightings[index];
      const stands = sighting !== undefined && recordState(expectedOf(record), sighting).state === "right";
      return stands ? [{ name: record.name, type: record.type }] : [];
    });
  } finally {
    session.end();
  }
}

/** What may change is asked again; all else is decided for good. */
const AGAIN: ReadonlySet<Outcome> = new Set(["published", "dns-unknown", "dangling", "failed"]);

function decisionPut(found: IdentityCleanup, outcome: Outcome, now: number) {
  return afterCleanupDecision(
    found,
    outcome,
    AGAIN.has(outcome) ? now + RECHECK_UNUSED_IDENTITY_MS : undefined,
  );
}
