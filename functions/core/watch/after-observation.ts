import { WATCH } from "#core/onboarding/schedule";
import type { WatchedRecord } from "./watched-domain.ts";

/** What a look found of a watched record; an answer that tells nothing is `unknown`, and counts for nothing. */
export type WatchedObservation =
  | { readonly kind: "right"; readonly nameServers: readonly string[] }
  | { readonly kind: "bad"; readonly servers: readonly string[] }
  | { readonly kind: "unknown" };

/** What is known of a record after one more look. */
export function afterObservation(
  record: WatchedRecord,
  sight: WatchedObservation,
  now: number,
): WatchedRecord {
  if (sight.kind === "unknown") return record;
  const { bad, ...rest } = record;
  if (sight.kind === "right") return { ...rest, rightAt: now, nameServers: [...sight.nameServers] };
  const servers = [...new Set([...(bad?.servers ?? []), ...sight.servers])];
  return { ...rest, bad: { since: bad?.since ?? now, looks: (bad?.looks ?? 0) + 1, servers } };
}

/** Several bad answers, over hours, of different servers: of the only one, where the zone has no other. */
export function isLost({ bad }: WatchedRecord, nameServers: readonly string[], now: number): boolean {
  if (bad === undefined) return false;
  const enough = Math.min(WATCH.lostAfter.servers, Math.max(1, new Set(nameServers).size));
  return (
    bad.looks >= WATCH.lostAfter.looks &&
    now - bad.since >= WATCH.lostAfter.ms &&
    bad.servers.length >= enough
  );
}
