import * as z from "zod";
import type { Put, Table } from "#core/table";

/** A tenant that may not send, as SES lists it. */
export interface PausedTenant {
  readonly name: string;
  /** SES's reason, if it gives one. */
  readonly cause?: string | undefined;
}

/** Lists the tenants that may not send; each method is one call. */
export interface TenantWatch {
  paused(
    nextToken?: string,
  ): Promise<{ readonly tenants: readonly PausedTenant[]; readonly nextToken?: string }>;
}

const known = z.object({
  version: z.number().int(),
  /** The time of the last complete read. */
  readAt: z.number().int().optional(),
  tenants: z.array(
    z.object({
      name: z.string(),
      cause: z.string().optional(),
      /** When the watch first saw it paused. */
      seenAt: z.number().int(),
    }),
  ),
});

/** A paused tenant as the watch has stored it. */
export type KnownPause = z.infer<typeof known>["tenants"][number];

const KEY = { pk: "watch-tenants", sk: "tenants" };

/** The paused tenants as the watch last read them, and the write that replaces them. */
export interface KnownPauses {
  readonly readAt: number | undefined;
  readonly tenants: readonly KnownPause[];
  replaceWith(tenants: readonly KnownPause[], readAt: number | undefined): Put;
}

/** Reads which tenants the watch last saw paused. */
export async function readKnownPauses(table: Pick<Table, "get">): Promise<KnownPauses> {
  const item = await table.get(KEY);
  const before = item === undefined ? undefined : known.parse(item);
  return {
    readAt: before?.readAt,
    tenants: before?.tenants ?? [],
    replaceWith: (tenants, readAt) => ({
      item: { ...KEY, tenants, ...(readAt !== undefined && { readAt }), version: (before?.version ?? 0) + 1 },
      expectedVersion: before?.version,
    }),
  };
}

/** Decides which pauses are new, and which remain; a tenant that SES no longer lists sends again. */
export function comparePauses(
  before: readonly KnownPause[],
  paused: readonly PausedTenant[],
  now: number,
): { readonly begun: readonly KnownPause[]; readonly known: readonly KnownPause[] } {
  const stored = new Map(before.map((one) => [one.name, one]));
  const all = paused.map(({ name, cause }) => ({
    name,
    ...(cause !== undefined && { cause }),
    seenAt: stored.get(name)?.seenAt ?? now,
  }));
  return { begun: all.filter(({ name }) => !stored.has(name)), known: all };
}
