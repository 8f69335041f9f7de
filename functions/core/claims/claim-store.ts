import * as z from "zod";
import { registrableDomain } from "#core/names/registrable-domain";
import type { Put, Table } from "#core/table";
import {
  type ClaimEntry,
  claimEntry,
  prove,
  type ReleasedClaim,
  recordRelease,
  release,
  releasedClaim,
  reserve,
} from "./claims.ts";

const claimItem = z.object({
  version: z.number().int(),
  entries: z.array(claimEntry),
  released: z.array(releasedClaim).default([]),
});

/** The claims on a registrable domain, with the writes that change them. */
export interface Claims {
  readonly entries: readonly ClaimEntry[];
  /** The claims that were released before. */
  readonly released: readonly ReleasedClaim[];
  /** Builds the write of new entries. The transaction fails if the claims changed since they were read. */
  replaceWith(entries: readonly ClaimEntry[], released?: readonly ReleasedClaim[]): Put;
  /**
   * Builds the write that reserves an onboarding's names, and releases those of the failed onboardings that
   * it replaces.
   */
  reserveFor(reservation: Reservation, now: number): Put;
  /** Builds the write that marks an onboarding's claims as proved; none if all of them are proved already. */
  prove(onboardingId: string): Put[];
  /** Builds the write that marks the claims of `winner` as proved and releases those of `losers`. */
  proveFor(winner: string, losers: readonly string[], now: number): Put;
  /** Builds the write that releases the claims of an onboarding. */
  giveUp(onboardingId: string, now: number): Put;
}

/** The names of an onboarding, and the failed onboardings of the same owner that it replaces. */
export interface Reservation {
  readonly onboardingId: string;
  readonly owner: string;
  readonly names: readonly string[];
  readonly replaced: readonly string[];
}

/** Reads all claims on the registrable domain that `name` belongs to. */
export async function readClaims(table: Pick<Table, "get">, name: string): Promise<Claims> {
  const key = { pk: `claim#${registrableDomain(name) ?? name}`, sk: "claim" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : claimItem.parse(item);
  const { entries: held = [], released: before = [], version } = current ?? {};
  const put = (entries: readonly ClaimEntry[], released: readonly ReleasedClaim[] = before): Put => ({
    item: { ...key, version: (version ?? 0) + 1, entries, released },
    expectedVersion: version,
  });
  const releasedBy = (ids: readonly string[], now: number): readonly ReleasedClaim[] =>
    ids.reduce<readonly ReleasedClaim[]>((released, id) => recordRelease(released, held, id, now), before);
  return {
    entries: held,
    released: before,
    replaceWith: put,
    reserveFor: ({ onboardingId, owner, names, replaced }, now) =>
      put(reserve(held, onboardingId, owner, names, replaced), releasedBy(replaced, now)),
    prove: (onboardingId) =>
      held.some((entry) => entry.onboardingId === onboardingId && entry.state === "reserved")
        ? [put(prove(held, onboardingId))]
        : [],
    proveFor: (winner, losers, now) =>
      put(losers.reduce<readonly ClaimEntry[]>(release, prove(held, winner)), releasedBy(losers, now)),
    giveUp: (onboardingId, now) => put(release(held, onboardingId), releasedBy([onboardingId], now)),
  };
}
