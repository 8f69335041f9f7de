import { WATCH } from "#core/onboarding/schedule";
import type { WatchedRecord } from "./watched-domain.ts";

/** One observation of a watched record. `unknown` means no usable answer, which changes nothing. */
export type WatchedObservation =
  | { readonly kind: "right"; readonly nameServers: readonly string[] }
  | { readonly kind: "bad"; readonly servers: readonly string[] }
  | { readonly kind: "unknown" };

/** Adds one observation to the state of a watched record. */
export function afterObservation(
  record: WatchedRecord,
  observation: WatchedObservation,
  now: number,
): WatchedRecord {
  if (observation.kind === "unknown") return record;
  const { bad, ...rest } = record;
  if (observation.kind === "right")
    return { ...rest, rightAt: now, nameServers: [...observation.nameServers] };
  const servers = [...new Set([...(bad?.servers ?? []), ...observation.servers])];
  return { ...rest, bad: { since: bad?.since ?? now, checks: (bad?.checks ?? 0) + 1, servers } };
}

/**
 * True after several bad answers over some hours, either from different servers or from the only server of
 * the zone.
 */
export function isLost({ bad }: WatchedRecord, nameServers: readonly string[], now: number): boolean {
  if (bad === undefined) return false;
  const enough = Math.min(WATCH.lostAfter.servers, Math.max(1, new Set(nameServers).size));
  return (
    bad.checks >= WATCH.lostAfter.checks &&
    now - bad.since >= WATCH.lostAfter.ms &&
    bad.servers.length >= enough
  );
}
