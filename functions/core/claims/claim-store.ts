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
} from "./claims.ts";

const claimItem = z.object({
  version: z.number().int(),
  entries: z.array(claimEntry),
  released: z.array(releasedClaim).default([]),
});

/** The claims on a registrable domain, with the write that replaces them. */
export interface Claims {
  readonly entries: readonly ClaimEntry[];
  /** What was given up before. */
  readonly released: readonly ReleasedClaim[];
  /** The write of new entries, for the caller's transaction; it fails if the claims changed since they were read. */
  replaceWith(entries: readonly ClaimEntry[], released?: readonly ReleasedClaim[]): Put;
  /** The write that makes what an onboarding holds proved, if any of it is not; it fails as the other. */
  prove(onboardingId: string): Put[];
  /** The write that makes what `winner` holds proved, and takes from `losers` what they hold; it fails as the other. */
  proveFor(winner: string, losers: readonly string[], now: number): Put;
  /** The write that gives up what an onboarding holds, and remembers it; it fails as the other. */
  giveUp(onboardingId: string, now: number): Put;
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
  return {
    entries: held,
    released: before,
    replaceWith: put,
    prove: (onboardingId) =>
      held.some((entry) => entry.onboardingId === onboardingId && entry.state === "reserved")
        ? [put(prove(held, onboardingId))]
        : [],
    proveFor: (winner, losers, now) =>
      put(
        losers.reduce<readonly ClaimEntry[]>(release, prove(held, winner)),
        losers.reduce<readonly ReleasedClaim[]>((buried, id) => recordRelease(buried, held, id, now), before),
      ),
    giveUp: (onboardingId, now) =>
      put(release(held, onboardingId), recordRelease(before, held, onboardingId, now)),
  };
}
