import { z } from "zod";
import { type ClaimEntry, claimEntry } from "#core/claims";
import { registrableDomain } from "#core/registrable-domain";
import type { Put, Table } from "#core/table";

const claimItem = z.object({ version: z.number().int(), entries: z.array(claimEntry) });

/** The claims on a registrable domain, with the write that replaces them. */
export interface Claims {
  readonly entries: readonly ClaimEntry[];
  /** The write of new entries, for the caller's transaction; it fails if the claims changed since they were read. */
  replaceWith(entries: readonly ClaimEntry[]): Put;
}

/** Reads all claims on the registrable domain that `name` belongs to. */
export async function readClaims(table: Pick<Table, "get">, name: string): Promise<Claims> {
  const key = { pk: `claim#${registrableDomain(name) ?? name}`, sk: "claim" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : claimItem.parse(item);
  return {
    entries: current?.entries ?? [],
    replaceWith: (entries) => ({
      item: { ...key, version: (current?.version ?? 0) + 1, entries },
      expectedVersion: current?.version,
    }),
  };
}
