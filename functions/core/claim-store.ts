import { z } from "zod";
import { bury, type ClaimEntry, claimEntry, claimTombstone, release } from "#core/claims";
import { registrableDomain } from "#core/registrable-domain";
import type { Put, Table } from "#core/table";

const claimItem = z.object({
  version: z.number().int(),
  entries: z.array(claimEntry),
  released: z.array(claimTombstone).default([]),
});

/** The claims on a registrable domain, with the write that replaces them. */
export interface Claims {
  readonly entries: readonly ClaimEntry[];
  /** The write of new entries, for the caller's transaction; it fails if the claims changed since they were read. */
  replaceWith(entries: readonly ClaimEntry[]): Put;
  /** The write that gives up what an onboarding holds, and remembers it; it fails as the other. */
  giveUp(onboardingId: string, now: number): Put;
}

/** Reads all claims on the registrable domain that `name` belongs to. */
export async function readClaims(table: Pick<Table, "get">, name: string): Promise<Claims> {
  const key = { pk: `claim#${registrableDomain(name) ?? name}`, sk: "claim" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : claimItem.parse(item);
  const { entries: held = [], released: before = [], version } = current ?? {};
  const put = (entries: readonly ClaimEntry[], released = before): Put => ({
    item: { ...key, version: (version ?? 0) + 1, entries, released },
    expectedVersion: version,
  });
  return {
    entries: held,
    replaceWith: (entries) => put(entries),
    giveUp: (onboardingId, now) => put(release(held, onboardingId), bury(before, held, onboardingId, now)),
  };
}
