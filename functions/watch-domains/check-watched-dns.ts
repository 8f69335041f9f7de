import { registrableDomain } from "#core/names/registrable-domain";
import { openIncident } from "#core/onboarding/incident";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import { checkRecords, type SeenRecords } from "#core/verification/check-records";
import { decideWatch, isBad, type WatchDecision, type WatchFacts } from "#core/watch/decide-watch";
import { loseDomain } from "#core/watch/incident-changes";
import { readWatched, stoppedWatchPut, watchedPut } from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import { checkPolicies } from "./check-policies.ts";
import type { WatchDeps } from "./deps.ts";
import { seeRecords } from "./see-records.ts";

/** The ports of one check of a watched domain's DNS. */
type DnsCheckDeps = Pick<WatchDeps, "table" | "turns" | "resolver" | "starter" | "dmarcReports">;

/** A watched domain with the check for page, mail and ticket, if there was one. */
type ShownFacts = Pick<WatchFacts, "watched"> & { readonly shown: SeenRecords | undefined };

/**
 * Checks the records of one watched domain that is due. Returns true if the result, or what is known already,
 * is a reason to read SES.
 */
export async function checkWatchedDns(identity: string, now: number, deps: DnsCheckDeps): Promise<boolean> {
  const facts = await gatherFacts(identity, now, deps);
  if (facts === undefined) return false;
  const decision = decideWatch(facts, now);
  const shown = isShown(decision, facts) ? await checkRecords(facts.onboarding, { ...deps, now }) : undefined;
  await writeDecision(decision, { ...facts, shown }, now, deps);
  if (decision.kind === "healthy") await checkPolicies(facts.onboarding, now, deps);
  return "dueAt" in decision && decision.dueAt <= now + WATCH.recheckMs;
}

/**
 * During an incident, people see the result of each check; afterwards they see once that everything is right
 * again.
 */
function isShown({ kind }: WatchDecision, { onboarding }: WatchFacts): boolean {
  const { lastCheck } = onboarding;
  const required = recordsRequiredForSending(onboarding, lastCheck?.records ?? [], ({ record }) => record);
  const isOutdated = required.some(({ state }) => state !== "right");
  return kind === "lost" || (kind !== "stop" && (openIncident(onboarding) !== undefined || isOutdated));
}

/**
 * Queries DNS only for a ready domain; `undefined` if the domain is not due, or its zone was checked a moment
 * ago.
 */
async function gatherFacts(
  identity: string,
  now: number,
  { table, turns, resolver }: DnsCheckDeps,
): Promise<WatchFacts | undefined> {
  const watched = await readWatched(table, identity);
  if (watched?.queue === undefined || (watched.dueAt ?? 0) > now) return undefined;
  const onboarding = await readOnboarding(table, watched.onboardingId);
  if (onboarding.status !== "ready") return { watched, onboarding, seen: new Map() };
  if (!(await turns.takeIfFree(registrableDomain(identity) ?? identity, now))) return undefined;
  return { watched, onboarding, seen: await seeRecords(onboarding, now, resolver) };
}

async function writeDecision(
  decision: WatchDecision,
  { watched, shown }: ShownFacts,
  now: number,
  deps: DnsCheckDeps,
): Promise<void> {
  if (decision.kind === "lost") return loseWatched(decision, { watched, shown }, now, deps);
  if (decision.kind !== "stop" && shown !== undefined) return showCheck(decision, { watched, shown }, deps);
  const put =
    decision.kind === "stop"
      ? stoppedWatchPut(watched)
      : watchedPut(watched, { records: decision.records, dueAt: decision.dueAt });
  // If another run wrote first, its check is kept.
  await deps.table.commit([put]);
}

/**
 * Stores the result of the check for page, mail and ticket. If another run wrote first, its result is kept.
 */
async function showCheck(
  { records, dueAt }: Extract<WatchDecision, { readonly dueAt: number }>,
  { watched, shown }: ShownFacts,
  deps: DnsCheckDeps,
): Promise<void> {
  await changeWatched(watched, deps, (current, latest) => {
    if (current.status !== "ready" || latest.version !== watched.version) return undefined;
    const schedule = { ...current.schedule, nextCheckAt: dueAt };
    return { set: { ...shown, schedule }, also: [watchedPut(latest, { records, dueAt })] };
  });
}

/** The notice lists every bad record, not only those that count as lost. */
async function loseWatched(
  { records, moved }: Extract<WatchDecision, { kind: "lost" }>,
  { watched, shown }: ShownFacts,
  now: number,
  deps: DnsCheckDeps,
): Promise<void> {
  const bad = records.filter(isBad).map(({ name, type, rightAt }) => ({ name, type, rightAt }));
  await changeWatched(watched, deps, (current, latest) => {
    const change = loseDomain(current, { records: bad, ...(moved && { moved }) }, now);
    return (
      change && {
        ...change,
        set: { ...change.set, ...shown },
        also: [stoppedWatchPut({ ...latest, records })],
      }
    );
  });
}
