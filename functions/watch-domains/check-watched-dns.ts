import { registrableDomain } from "#core/names/registrable-domain";
import { readOnboarding } from "#core/onboarding/store";
import { decideWatch, isBad, type WatchDecision, type WatchFacts } from "#core/watch/decide-watch";
import { loseDomain } from "#core/watch/incident-changes";
import { readWatched, stoppedWatchPut, watchedPut } from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import { checkPolicies } from "./check-policies.ts";
import type { WatchDeps } from "./deps.ts";
import { seeRecords } from "./see-records.ts";

/** The ports of one check of a watched domain's DNS. */
type DnsCheckDeps = Pick<WatchDeps, "table" | "turns" | "resolver" | "starter">;

/** Checks the records of one watched domain that is due. */
export async function checkWatchedDns(identity: string, now: number, deps: DnsCheckDeps): Promise<void> {
  const facts = await gatherFacts(identity, now, deps);
  if (facts === undefined) return;
  const decision = decideWatch(facts, now);
  await writeDecision(decision, facts, now, deps);
  if (decision.kind === "healthy") await checkPolicies(facts.onboarding, now, deps);
}

/** Asks DNS about a ready domain only; `undefined` if it is not due, or its zone was checked a moment ago. */
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
  { watched }: WatchFacts,
  now: number,
  deps: DnsCheckDeps,
): Promise<void> {
  if (decision.kind === "lost") return loseWatched(decision, watched, now, deps);
  const put =
    decision.kind === "stop"
      ? stoppedWatchPut(watched)
      : watchedPut(watched, { records: decision.records, dueAt: decision.dueAt });
  // If another run wrote first, its check counts.
  await deps.table.commit([put]);
}

/** The notice names every bad record, not only those that are lost for good. */
async function loseWatched(
  { records, moved }: Extract<WatchDecision, { kind: "lost" }>,
  watched: WatchFacts["watched"],
  now: number,
  deps: DnsCheckDeps,
): Promise<void> {
  const bad = records.filter(isBad).map(({ name, type, rightAt }) => ({ name, type, rightAt }));
  await changeWatched(watched, deps, (current, latest) => {
    const change = loseDomain(current, { records: bad, ...(moved && { moved }) }, now);
    return change && { ...change, also: [stoppedWatchPut({ ...latest, records })] };
  });
}
