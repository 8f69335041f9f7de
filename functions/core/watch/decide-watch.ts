import { canonicalName } from "#core/dns/name";
import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { afterObservation, isLost, type WatchedObservation } from "./after-observation.ts";
import { nextWatchCheckAt, type WatchedDomain, type WatchedRecord } from "./watched-domain.ts";

/** One record as a check of the watch observed it, and the name servers that hold it. */
export interface SeenRecord {
  readonly observation: WatchedObservation;
  readonly nameServers: readonly string[];
}

/** All facts that the decision about a watched domain depends on. */
export interface WatchFacts {
  readonly watched: WatchedDomain;
  readonly onboarding: Onboarding;
  /**
   * The required records by `recordKey`; empty if the domain is not ready, because such a domain is not
   * checked.
   */
  readonly seen: ReadonlyMap<string, SeenRecord>;
}

/** The decision after a check of a watched domain. */
export type WatchDecision =
  /** The domain is no longer ready, so the watch ends. */
  | { readonly kind: "stop" }
  /** Its records are lost, so the domain goes through the state machine again. */
  | { readonly kind: "lost"; readonly records: WatchedRecord[]; readonly moved?: Incident["moved"] }
  | { readonly kind: "healthy" | "recheck-soon"; readonly records: WatchedRecord[]; readonly dueAt: number };

/** Returns the key of a record among those of one domain. */
export function recordKey({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${type} ${name}`;
}

/** Decides what follows from a check of a watched domain. */
export function decideWatch({ watched, onboarding, seen }: WatchFacts, now: number): WatchDecision {
  if (onboarding.status !== "ready") return { kind: "stop" };
  const records = watched.records.map((record) => {
    const observation = seen.get(recordKey(record))?.observation;
    return observation === undefined ? record : afterObservation(record, observation, now);
  });
  const nameServersOf = (record: WatchedRecord) => seen.get(recordKey(record))?.nameServers ?? [];
  if (records.some((record) => isLost(record, nameServersOf(record), now))) {
    const bad = records.filter(isBad);
    const moved = bad
      .map((record) => moveOf(record, nameServersOf(record)))
      .find((move) => move !== undefined);
    return { kind: "lost", records, ...(moved && { moved }) };
  }
  const isAllRight = [...seen.values()].every(({ observation }) => observation.kind === "right");
  const isHealthy = openIncident(onboarding) === undefined && isAllRight;
  if (!isHealthy) return { kind: "recheck-soon", records, dueAt: now + WATCH.recheckMs };
  // While SES does not sign, the domain stays due soon, so that every pass reads its SES status.
  const isSigning = onboarding.ses.status?.signingOff === undefined;
  const dueAt = isSigning ? nextWatchCheckAt(watched.identity, now) : now + WATCH.recheckMs;
  return { kind: "healthy", records, dueAt };
}

/** True for a record that the last check found missing or wrong. */
export function isBad({ bad }: WatchedRecord): boolean {
  return bad !== undefined;
}

/** A zone has moved if none of its name servers is one that it had before. */
function moveOf({ nameServers: before }: WatchedRecord, nameServers: readonly string[]): Incident["moved"] {
  const from = before.map(canonicalName);
  const to = nameServers.map(canonicalName);
  const isMove = from.length > 0 && to.length > 0 && !to.some((name) => from.includes(name));
  return isMove ? { from, to } : undefined;
}
